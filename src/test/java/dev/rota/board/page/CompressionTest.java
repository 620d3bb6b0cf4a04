package dev.rota.board.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
@QuarkusTest
class CompressionTest {

    private static final String WEEK = "/week?at=2029-03-01";
    private static final Pattern STYLE = Pattern.compile("/assets/[0-9a-f]+/board.css");

    private static Optional<String> encoding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding");
    }

    @Test
    void pages_and_what_belongs_to_them_are_compressed() throws Exception {
        var session = BoardSession.as(Api.email(), "planner");
        String page = session.get(WEEK).body();
        var style = STYLE.matcher(page);
        assertTrue(style.find(), page);

        var answer = session.packed(WEEK);

        assertEquals(Optional.of("gzip"), encoding(answer));
        String unpacked =
                new String(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8);
        assertTrue(unpacked.contains("role=\"grid\""), unpacked);
        assertTrue(answer.body().length < unpacked.length() / 2);
        var sheet = session.packed(style.group());
        assertEquals(Optional.of("gzip"), encoding(sheet));
        assertEquals(Optional.of("Accept-Encoding"), sheet.headers().firstValue("Vary"));
    }

    /** They hold no secret, and are far more often between two programs on one network than not. */
    @Test
    void answers_of_the_services_are_not() throws Exception {
        assertEquals(Optional.empty(), encoding(BoardSession.nobody().packed("/v1/users")));
    }

    /** Or whoever sees the lengths of many answers to guesses would know which one is right (BREACH). */
    @Test
    void the_length_of_a_page_says_nothing() {
        var session = BoardSession.as(Api.email(), "planner");
        long lengths = Stream.generate(() -> session.get(WEEK).body().length())
                .limit(20)
                .distinct()
                .count();
        assertTrue(lengths > 5, lengths + " lengths of 20 pages");
    }
}
