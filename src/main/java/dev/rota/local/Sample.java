package dev.rota.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sample data: 20 people, three places in two zones, four weeks of shifts from this Monday on. Loaded through the API,
 * once; a load that was interrupted goes on at the next start, however much later that is.
 */
final class Sample {

    private static final List<String> NAMES = List.of(
            "Ada Lovelace",
            "Alan Turing",
            "Annie Easley",
            "Barbara Liskov",
            "Claude Shannon",
            "Dennis Ritchie",
            "Donald Knuth",
            "Edsger Dijkstra",
            "Frances Allen",
            "Grace Hopper",
            "Hedy Lamarr",
            "John Backus",
            "Katherine Johnson",
            "Ken Thompson",
            "Kristen Nygaard",
            "Margaret Hamilton",
            "Niklaus Wirth",
            "Radia Perlman",
            "Shafi Goldwasser",
            "Tony Hoare");
    private static final int WEEKS = 4;
    private static final List<LocalTime> STARTS = List.of(LocalTime.of(6, 0), LocalTime.of(14, 0));
    private static final int HOURS = 8;
    private static final List<String> ROLES = List.of("barista", "service");

    private static final String COMPLETE = "complete";
    private static final Pattern PROGRESS = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{1,6})");
    /** Far beyond what a cold JVM on a busy machine needs to answer a request. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** People {@code first} to {@code last} of {@link #NAMES} work at these places. */
    private record Team(int first, int last, String zone, List<String> places) {}

    private static final List<Team> TEAMS = List.of(
            new Team(0, 13, "Europe/Berlin", List.of("Harbour café", "Station kiosk")),
            new Team(14, 19, "America/New_York", List.of("Hudson bakery")));

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String address;
    private final String token;
    private final Path file;
    private LocalDate monday = LocalDate.now().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    /** How many resources there are already; they are always made in the same order. */
    private int made;
    /** How many this load has come by. */
    private int passed;

    /**
     * @param token of whoever may register people and plan; {@code null} where nobody signs in
     * @param file remembers how far the load has come
     */
    Sample(String address, String token, Path file) {
        this.address = address;
        this.token = token;
        this.file = file;
    }

    void load() throws IOException, InterruptedException {
        String before = Files.exists(file) ? Files.readString(file).strip() : "";
        if (before.equals(COMPLETE)) {
            return;
        }
        System.out.println("Loading the sample data ...");
        var progress = PROGRESS.matcher(before);
        if (progress.matches()) {
            monday = LocalDate.parse(progress.group(1));
            made = Integer.parseInt(progress.group(2));
        }
        for (Team team : TEAMS) {
            var people = register(team);
            plan(team, people, monday);
            takeStock(team, people.get(0), monday);
            askForTimeOff(team, people.get(0), monday.plusWeeks(WEEKS));
            offerSwap(team, people.get(0), people.get(2), monday.plusWeeks(1));
        }
        Files.writeString(file, COMPLETE);
    }

    private List<String> register(Team team) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (int i = team.first; i <= team.last; i++) {
            String email = NAMES.get(i).toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
            var fields = Map.of(
                    "name",
                    NAMES.get(i),
                    "email",
                    email,
                    "phone",
                    String.format(Locale.ROOT, "+4930%06d", i),
                    "zone",
                    team.zone,
                    "roles",
                    i % 5 == 0 ? List.of("barista", "keyholder", "service") : ROLES);
            send("/v1/users", "sample-" + email, fields);
            ids.add(idOf("/v1/users?prefix=" + email));
        }
        return ids;
    }

    private void plan(Team team, List<String> people, LocalDate monday) throws IOException, InterruptedException {
        int next = 0;
        for (int day = 0; day < WEEKS * 7; day++) {
            for (String place : team.places) {
                for (LocalTime time : STARTS) {
                    for (String role : ROLES) {
                        var start = monday.plusDays(day).atTime(time).atZone(ZoneId.of(team.zone));
                        var fields = new LinkedHashMap<String, Object>();
                        // Every ninth shift is open.
                        fields.put("assignee", next % 9 == 8 ? null : people.get(next % people.size()));
                        fields.put("start", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start));
                        fields.put("end", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusHours(HOURS)));
                        fields.put("zone", team.zone);
                        fields.put("location", place);
                        fields.put("role", role);
                        fields.put("status", day < 14 ? "PUBLISHED" : "DRAFT");
                        send("/v1/shifts", "sample-" + start.toInstant() + "-" + place.hashCode() + "-" + role, fields);
                        next++;
                    }
                }
            }
        }
    }

    /** A second shift on the evening of a day that began at six: too little rest, with an override reason. */
    private void takeStock(Team team, String person, LocalDate day) throws IOException, InterruptedException {
        var start = day.atTime(20, 0).atZone(ZoneId.of(team.zone));
        var fields = Map.of(
                "assignee",
                person,
                "start",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start),
                "end",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusHours(2)),
                "zone",
                team.zone,
                "location",
                team.places.get(0),
                "notes",
                "Stocktaking",
                "overrideReason",
                "Once a year, and agreed.");
        send("/v1/shifts", "sample-stock-" + person, fields);
    }

    private void askForTimeOff(Team team, String person, LocalDate day) throws IOException, InterruptedException {
        var start = day.atStartOfDay(ZoneId.of(team.zone));
        var fields = Map.of(
                "user",
                person,
                "start",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start),
                "end",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusWeeks(2)),
                "reason",
                "Holiday");
        send("/v1/absences", "sample-absence-" + person, fields);
    }

    /** Offers to swap two people's first shifts from a day on, in the weeks that are published. */
    private void offerSwap(Team team, String person, String other, LocalDate day)
            throws IOException, InterruptedException {
        var from = day.atStartOfDay(ZoneId.of(team.zone)).toInstant();
        var fields = Map.of(
                "offeredBy",
                person,
                "offered",
                idOf("/v1/people/" + person + "/shifts?from=" + from),
                "wanted",
                idOf("/v1/people/" + other + "/shifts?from=" + from),
                "reason",
                "Dentist in the morning");
        send("/v1/swaps", "sample-swap-" + person, fields);
    }

    /** Makes a resource, unless an earlier load has. */
    private void send(String path, String key, Map<String, ?> fields) throws IOException, InterruptedException {
        passed++;
        if (passed <= made) {
            return;
        }
        var response = answer(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(fields))));
        // 409: made by a load that was killed before it took note.
        if (response.statusCode() != 201 && response.statusCode() != 409) {
            throw new IOException("POST " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        made = passed;
        Files.writeString(file, monday + " " + made);
    }

    /** The id of a list's first item. */
    private String idOf(String path) throws IOException, InterruptedException {
        var response = answer(request(path));
        var id = json.readTree(response.body()).at("/items/0/id");
        if (!id.isTextual()) {
            throw new IOException("GET " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return id.asText();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** What the API tells any client to do: after 503, or no answer at all, the same again, with the same key. */
    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            boolean patient = System.nanoTime() - begin < PATIENCE.toNanos();
            long pause = 1;
            try {
                var response = http.send(request.build(), BodyHandlers.ofString());
                if (response.statusCode() != 503 || !patient) {
                    return response;
                }
                pause = response.headers().firstValueAsLong("Retry-After").orElse(pause);
            } catch (IOException e) {
                if (!patient) {
                    throw e;
                }
            }
            Thread.sleep(Duration.ofSeconds(pause).toMillis());
        }
    }
}
