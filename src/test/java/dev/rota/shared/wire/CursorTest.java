package dev.rota.shared.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.problem.ProblemException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final UUID ID = UUID.fromString("01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00");

    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "2029-03-01T08:00:00Z", "-17", "Åsa \ud83d\ude80 小", "a-b-c-d-e"})
    void a_cursor_reads_as_it_was_given_and_is_fit_for_an_address(String key) {
        var cursor = new Cursor(key, ID);
        assertEquals(cursor, Cursor.parse(cursor.toString()));
        assertTrue(cursor.toString().matches("[A-Za-z0-9_-]+"), cursor::toString);
    }

    static Stream<String> forged() {
        return Stream.of(
                "",
                "*",
                "QWRh",
                encoded("A\u0000" + ID, UTF_8),
                encoded("A\n" + ID, UTF_8),
                encoded("Ada" + ID.toString().replace('-', 'x'), UTF_8),
                encoded(ID.toString().substring(1), UTF_8),
                encoded("1980a5e-00000-7000-8000-000000000000", UTF_8),
                // No UTF-8.
                encoded("\u00e9" + ID, ISO_8859_1));
    }

    private static String encoded(String text, Charset charset) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(charset));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_one_is_refused(String text) {
        var refusal = assertThrows(ProblemException.class, () -> Cursor.parse(text));
        assertEquals(400, refusal.getResponse().getStatus());
    }
}
