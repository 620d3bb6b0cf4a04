package dev.rota.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Browser;
import dev.rota.support.Client;
import dev.rota.support.SwaggerUi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-command start, as a process of its own. */
class StartIT {

    private static final int PEOPLE = 20;
    /** 28 days, two shifts a day, two roles, three places; and a stocktaking in each zone. */
    private static final int SHIFTS = 338;

    @TempDir
    Path folder;

    private final List<Rota> started = new ArrayList<>();

    @AfterEach
    void nothing_is_left_running() throws Exception {
        for (Rota rota : started) {
            if (rota.process.isAlive()) {
                rota.interrupt();
            }
        }
    }

    @Test
    void it_says_where_it_is_keeps_its_data_and_starts_anew_when_asked() throws Exception {
        var first = start(folder.resolve("data")).awaitRunning();
        assertEquals(200, first.client.get(first.printed("Swagger UI +(\\S+)")).status());
        // The commands, as they are printed.
        var command = first.printed("(token=\\$\\((?s:.*?)\\))\n") + "; echo \"$token\"";
        var shell = new ProcessBuilder("bash", "-c", command).start();
        String token = new String(shell.getInputStream().readAllBytes()).strip();
        assertEquals(
                "Grace Hopper",
                new Client(URI.create("http://localhost:" + first.port), () -> "Bearer " + token)
                        .get("/v1/users/me")
                        .body()
                        .path("name")
                        .asText());
        for (String what : new String[] {"Who is on", "Who is who"}) {
            assertEquals(
                    200, first.client.get(first.printed(what + ".*'(http.+)'")).status());
        }
        for (String what : new String[] {"Health", "Metrics"}) {
            assertEquals(200, first.client.get(first.printed(what + " +(\\S+)")).status());
        }
        assertSample(first, PEOPLE);
        assertEquals(401, first.statusFor("127.0.0.1:" + first.port));
        assertEquals(421, first.statusFor("rebound.example.com:" + first.port));
        var shifts = first.shifts();
        assertEquals(Set.of("Harbour café", "Station kiosk", "Hudson bakery"), values(shifts, "location"));
        assertEquals(Set.of("Europe/Berlin", "America/New_York"), values(shifts, "zone"));
        assertEquals(
                28,
                values(shifts, shift -> shift.path("localStart").asText().substring(0, 10))
                        .size());

        assertRefused("another Rota is running", start(first.data));
        assertRefused("port " + first.port + " cannot be used", start(folder.resolve("other"), first.port));

        var mine = first.client.post("/v1/users", Map.of("name", "Zoe", "email", "zoe@example.com"));
        first.interrupt();

        var second = start(first.data).awaitRunning();
        // Without sample data to load, its first requests meet a cold JVM.
        Awaitility.await()
                .atMost(60, SECONDS)
                .until(() -> second.client.get("/v1/users/me").status() == 200);
        assertEquals(
                "Zoe",
                second.client.get("/v1/users/" + mine.id()).body().path("name").asText());
        assertSample(second, PEOPLE + 1);
        second.interrupt();

        var third = start(first.data, freePort(), "--clean").awaitRunning();
        assertEquals(404, third.client.get("/v1/users/" + mine.id()).status());
        assertSample(third, PEOPLE);
        third.interrupt();
    }

    @Test
    void swagger_ui_signs_somebody_in_and_asks_as_them() throws Exception {
        try (var browser = Browser.start()) {
            var rota = start(folder.resolve("data")).awaitRunning();
            var page = new SwaggerUi(browser.page(), rota.printed("Swagger UI +(\\S+)"));
            page.signIn(provider -> {
                provider.getByText("Grace Hopper – plans").click();
            });
            var answer = page.execute("/v1/shifts/now");
            assertEquals(200, answer.status(), answer::text);
            rota.interrupt();
        }
    }

    @Test
    void after_a_kill_in_the_middle_of_the_sample_the_next_start_completes_it() throws Exception {
        Path data = folder.resolve("data");
        var orphan = killedWhileLoading(start(data));
        // By which the progress of the next one is told.
        Files.delete(data.resolve("sample"));
        var another = killedWhileLoading(start(data, freePort(), "--clean"));
        assertFalse(orphan.isAlive());

        var next = start(data).awaitRunning();
        assertFalse(another.isAlive());
        assertSample(next, PEOPLE);
        next.interrupt();
    }

    /** @return its PostgreSQL, which goes on */
    private static ProcessHandle killedWhileLoading(Rota rota) throws Exception {
        rota.await(() -> rota.loaded() > PEOPLE);
        var orphan = rota.postgres().get(0);
        rota.process.destroyForcibly().waitFor();
        assertNotEquals("complete", Files.readString(rota.data.resolve("sample")));
        assertTrue(orphan.isAlive());
        return orphan;
    }

    @Test
    void what_it_cannot_do_it_says_in_one_line() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused("cannot make the folder", start(file));
        assertRefused("cannot make the folder", start(file.resolve("data")));
        assertRefused("unknown option --help-me", start(folder, 0, "--help-me"));
        assertRefused("--port takes a number", start(folder, 0, "--port"));
        assertRefused("--port takes a number", start(folder, 65_536));
        assertRefused("--sample takes the address", start(folder, 0, "--sample", "localhost:8080"));
        String nowhere = "http://localhost:" + freePort();
        assertRefused("nothing answers at " + nowhere, start(folder, 0, "--sample", nowhere));
        Path others = Files.createDirectories(folder.resolve("others/.git")).getParent();
        assertRefused("was not made by Rota", start(others, freePort(), "--clean"));
        assertRefused("was not made by Rota", start(others));
        assertTrue(Files.exists(others.resolve(".git")));
        assertRefused("ROTA_DATA is empty", start(Path.of(""), freePort(), "--clean"));
        Path stale = folder.resolve("stale");
        Files.createDirectories(stale.resolve("postgres"));
        Files.createFile(stale.resolve("made-by-rota"));
        Files.createFile(stale.resolve("postgres/postmaster.pid"));
        assertRefused("postmaster.pid names no process", start(stale));
        assertRefused("postmaster.pid names no process", start(stale, freePort(), "--clean"));
    }

    private static void assertRefused(String why, Rota rota) throws Exception {
        assertTrue(rota.process.waitFor(90, SECONDS));
        assertEquals(1, rota.process.exitValue());
        var lines = Files.readAllLines(rota.err);
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("rota: ") && lines.get(0).contains(why), lines.get(0));
    }

    private static void assertSample(Rota rota, int people) {
        assertEquals(people, rota.all("/v1/users?limit=100").size());
        assertEquals(SHIFTS, rota.shifts().size());
    }

    private static Set<String> values(List<JsonNode> items, String field) {
        return values(items, item -> item.path(field).asText());
    }

    private static Set<String> values(List<JsonNode> items, Function<JsonNode, String> value) {
        return items.stream().map(value).collect(Collectors.toSet());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Rota start(Path data) throws IOException {
        return start(data, freePort());
    }

    private Rota start(Path data, int port, String... options) throws IOException {
        var rota = new Rota(data, port, options);
        started.add(rota);
        return rota;
    }

    /** One start, with what it printed. */
    private final class Rota {

        final Path data;
        final int port;
        final Path out = folder.resolve("out-" + started.size());
        final Path err = folder.resolve("err-" + started.size());
        final Client client;
        final Process process;

        Rota(Path data, int port, String... options) throws IOException {
            this.data = data;
            this.port = port;
            this.client = new Client(URI.create("http://localhost:" + port), () -> "Bearer " + token("alan"));
            var command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-jar",
                    "target/quarkus-app/quarkus-run.jar",
                    "--port",
                    Integer.toString(port)));
            command.addAll(List.of(options));
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("ROTA_DATA", data.toString());
            process = builder.start();
        }

        Rota awaitRunning() {
            await(() -> read(out).contains("Ctrl-C"));
            assertEquals("", read(err));
            return this;
        }

        void await(Callable<Boolean> condition) {
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> {
                assertTrue(process.isAlive(), () -> read(out) + read(err));
                return condition.call();
            });
        }

        /** How many people, shifts and so on a start has loaded that is still loading. */
        int loaded() {
            Path sample = data.resolve("sample");
            String progress = Files.exists(sample) ? read(sample) : "";
            return progress.isEmpty() ? 0 : Integer.parseInt(progress.substring(progress.indexOf(' ') + 1));
        }

        /** The status of an answer to a browser that believes to be elsewhere. */
        int statusFor(String host) throws IOException {
            try (var socket = new Socket("localhost", port)) {
                socket.getOutputStream()
                        .write(("GET /v1/users HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes());
                String answer = new String(socket.getInputStream().readAllBytes());
                return Integer.parseInt(answer.split(" ")[1]);
            }
        }

        /** As somebody signs in who has read what it prints. */
        String token(String name) {
            try {
                var form = "grant_type=password&client_id=test&username=" + name + "&password=-";
                var request = HttpRequest.newBuilder(URI.create(printed("(http://\\S+/token)")))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
                var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                return new ObjectMapper()
                        .readTree(answer.body())
                        .path("access_token")
                        .asText();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String printed(String pattern) {
            var matcher = Pattern.compile(pattern).matcher(read(out));
            assertTrue(matcher.find(), pattern);
            return matcher.group(1);
        }

        List<JsonNode> shifts() {
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return all("/v1/shifts?limit=100&from=" + now.minus(Duration.ofDays(14)) + "&to="
                    + now.plus(Duration.ofDays(56)));
        }

        List<JsonNode> all(String path) {
            var items = new ArrayList<JsonNode>();
            String cursor = "";
            do {
                var page = client.get(path + cursor).body();
                page.path("items").forEach(items::add);
                cursor = page.path("next").isTextual()
                        ? "&cursor=" + page.path("next").asText()
                        : "";
            } while (!cursor.isEmpty());
            return items;
        }

        /** Ctrl-C; everything that belongs to the folder ends with it. */
        void interrupt() throws Exception {
            var postgres = postgres();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertTrue(process.waitFor(30, SECONDS));
            // The last of them ends just after its files, and is there until the system has taken note.
            Awaitility.await().atMost(5, SECONDS).until(() -> postgres.stream().noneMatch(ProcessHandle::isAlive));
            assertFalse(Files.exists(data.resolve("postgres/postmaster.pid")));
        }

        /** The postmaster and its children. */
        List<ProcessHandle> postgres() throws IOException {
            var pid =
                    Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0);
            var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
