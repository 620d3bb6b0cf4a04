package dev.rota.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** What a week of the board costs. Called by bench/board, which says more. */
public final class BoardWeek {

    private static final int PEOPLE = 60;
    private static final int SHIFTS = 400;
    private static final Instant MONDAY = Instant.parse("2030-01-07T00:00:00Z");
    private static final String WEEK = "/week?at=2030-01-07";
    private static final double GOAL = 150;
    private static final List<String> MODULES = List.of("users", "shifts", "board");

    private final Map<String, PackagedService> programs;

    private BoardWeek(Map<String, PackagedService> programs) {
        this.programs = programs;
    }

    private interface Asking {
        int answer() throws IOException, InterruptedException;
    }

    /** Milliseconds of each request, sorted, and of CPU of one, by each program. */
    private record Times(double[] milliseconds, double[] cpu) {

        double percentile(int percent) {
            return milliseconds[(int) Math.ceil(milliseconds.length * percent / 100.0) - 1];
        }

        String row(String title, Times baseline) {
            return "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f |"
                    .formatted(
                            title,
                            percentile(50),
                            percentile(95),
                            cpu[0],
                            cpu[1],
                            cpu[2],
                            percentile(50) / baseline.percentile(50));
        }
    }

    /** @param args requests of each kind */
    public static void main(String[] args) throws Exception {
        int requests = Integer.parseInt(args[0]);
        PackagedService.migrate("users");
        PackagedService.migrate("shifts");
        try (var limits = new Limits()) {
            measure(new Pods(limits, "users", "shifts", "board"), requests, limits);
        } finally {
            Tokens.stop();
        }
    }

    private static void measure(Pods pods, int requests, Limits limits) throws Exception {
        try (var users = pods.start("users", Map.of());
                var shifts = pods.start("shifts", Map.of());
                var board = pods.start(
                        "board", Map.of("QUARKUS_OIDC_BOARD_AUTHENTICATION_FORCE_REDIRECT_HTTPS_SCHEME", "false"))) {
            RestAssured.port = URI.create(board.address()).getPort();
            fill(users, shifts);
            new BoardWeek(Map.of("users", users, "shifts", shifts, "board", board)).measure(requests, limits);
        }
    }

    /** Everybody works on most days. */
    private static void fill(PackagedService users, PackagedService shifts) throws IOException, InterruptedException {
        var people = new ArrayList<String>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(created(
                    users,
                    "/v1/users",
                    Api.person("name", "Person Number " + i, "zone", "Europe/Berlin", "roles", List.of("barista"))));
        }
        for (int i = 0; i < SHIFTS; i++) {
            var start = MONDAY.plus(i / PEOPLE, ChronoUnit.DAYS).plus(Duration.ofHours(6 + i % 3));
            created(
                    shifts,
                    "/v1/shifts",
                    Api.work(
                            "start",
                            start.toString(),
                            "end",
                            start.plus(Duration.ofHours(8)).toString(),
                            "zone",
                            "Europe/Berlin",
                            "location",
                            "Place " + i % 5,
                            "role",
                            "barista",
                            "assignee",
                            people.get(i % PEOPLE),
                            "status",
                            "PUBLISHED"));
        }
    }

    private static String created(PackagedService program, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        var answer = program.post(path, Api.json(body));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private void measure(int requests, Limits limits) throws IOException, InterruptedException {
        var planner = BoardSession.as(Api.email(), "planner");
        var page = planner.packed(WEEK);
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes();
        String html = new String(unpacked, UTF_8);
        int shown = html.split("id=\"shift-", -1).length - 1;
        if (shown != SHIFTS) {
            throw new IllegalStateException(
                    "%d: the week shows %d shifts: %s".formatted(page.statusCode(), shown, html));
        }
        String etag = html.replaceFirst("(?s).* data-etag=\"([^\"]*)\".*", "$1");
        String list = "/v1/shifts" + Api.query("from", MONDAY, "to", MONDAY.plus(7, ChronoUnit.DAYS), "limit", 500);
        Asking week = () -> planner.packed(WEEK).statusCode();
        Asking same = () -> planner.get(WEEK, "If-None-Match", etag).status() == 304 ? 200 : 500;
        Asking shifts = () -> programs.get("shifts").get(list).statusCode();
        // All alike until each is as fast as it gets.
        for (var asking : List.of(shifts, week, same)) {
            times(requests, asking);
        }
        var baseline = times(requests, shifts);
        System.out.printf(
                "A week of %d people and %d shifts, one request after the other, %s. The page has %d bytes, and %d compressed.%n%n",
                PEOPLE, SHIFTS, limits, unpacked.length, page.body().length);
        System.out.println("| | p50, ms | p95, ms | CPU of users, ms | of shifts, ms | of board, ms | p50 / list |");
        System.out.println("| --- | --: | --: | --: | --: | --: | --: |");
        System.out.println(baseline.row("the list of shifts, of the service", baseline));
        var full = times(requests, week);
        System.out.println(full.row("the page", baseline));
        System.out.println(times(requests, same).row("the page, unchanged (304)", baseline));
        System.out.printf(
                "%nGoal of the page: p95 ≤ %.0f ms, %s.%n", GOAL, full.percentile(95) <= GOAL ? "met" : "**missed**");
    }

    private Times times(int requests, Asking asking) throws IOException, InterruptedException {
        var times = new double[requests];
        var before = cpu();
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            int status = asking.answer();
            times[i] = (System.nanoTime() - start) / 1e6;
            if (status != 200) {
                throw new IllegalStateException("answered " + status);
            }
        }
        var after = cpu();
        double[] each = IntStream.range(0, MODULES.size())
                .mapToDouble(i -> after.get(i).minus(before.get(i)).toNanos() / 1e6 / requests)
                .toArray();
        Arrays.sort(times);
        return new Times(times, each);
    }

    private List<Duration> cpu() {
        return MODULES.stream().map(module -> programs.get(module).cpu()).toList();
    }
}
