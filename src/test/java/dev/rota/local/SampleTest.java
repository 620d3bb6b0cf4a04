package dev.rota.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader, against a service that fails as one does that has just started. */
class SampleTest {

    /** 20 people, 336 shifts and a stocktaking, an absence and a swap of each team. */
    private static final int RESOURCES = 362;

    @TempDir
    Path folder;

    /** The keys of what was made, in their order. */
    private final List<String> made = new ArrayList<>();

    private final Set<String> seen = new HashSet<>();
    private HttpServer service;
    private boolean busy;
    private int failAt = Integer.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void a_busy_service_is_asked_again_as_it_says() throws Exception {
        busy = true;
        load();
        assertEquals(RESOURCES, made.size());
        assertEquals(RESOURCES, new HashSet<>(made).size());
    }

    @Test
    void an_interrupted_load_goes_on_where_it_was_and_a_complete_one_is_not_repeated() throws Exception {
        for (int stop : new int[] {7, 100, 361}) {
            failAt = stop;
            var failure = assertThrows(IOException.class, this::load);
            assertTrue(failure.getMessage().contains("answered 500"), failure.getMessage());
            assertEquals(stop, made.size());
        }
        failAt = Integer.MAX_VALUE;
        load();
        load();
        assertEquals(RESOURCES, made.size());
        assertEquals(RESOURCES, new HashSet<>(made).size());
    }

    @Test
    void a_load_that_is_continued_weeks_later_plans_the_same_weeks() throws Exception {
        Files.writeString(folder.resolve("sample"), "2026-01-05 14");
        load();
        assertTrue(made.get(0).startsWith("sample-2026-01-05T05:00:00Z"), made.get(0));
        assertEquals(RESOURCES - 14, made.size());
    }

    @Test
    void a_note_of_the_progress_that_was_cut_off_is_none() throws Exception {
        Files.writeString(folder.resolve("sample"), "2026-01-");
        load();
        assertEquals(RESOURCES, made.size());
    }

    @Test
    void it_is_loaded_into_a_rota_that_runs_elsewhere() {
        Main.main("--sample", address());
        assertEquals(RESOURCES, made.size());
    }

    private String address() {
        return "http://localhost:" + service.getAddress().getPort();
    }

    private void load() throws IOException, InterruptedException {
        new Sample(address(), "a.b.c", folder.resolve("sample")).load();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        exchange.getRequestBody().readAllBytes();
        if (busy && seen.add(key + exchange.getRequestURI())) {
            if (seen.size() == 30) {
                // The connection ends without an answer.
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().add("Retry-After", "0");
            respond(exchange, 503, "{}");
        } else if (key == null) {
            respond(
                    exchange,
                    200,
                    "{\"items\": [{\"id\": \"" + exchange.getRequestURI().hashCode() + "\"}]}");
        } else if (made.size() >= failAt) {
            respond(exchange, 500, "{}");
        } else {
            made.add(key);
            respond(exchange, 201, "{}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes());
        exchange.close();
    }
}
