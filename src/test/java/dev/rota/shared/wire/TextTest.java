package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @Text(min = 2, max = 4)
    private String line;

    @Text(min = 0, max = 4, lines = true)
    private String lines;

    @Text(max = 40, invisible = false)
    private String address;

    private static boolean isValid(String field, String text) {
        try {
            var validator = new Text.Validator();
            validator.initialize(TextTest.class.getDeclaredField(field).getAnnotation(Text.class));
            return validator.isValid(text, null);
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void no_text_is_valid() {
        assertTrue(isValid("line", null));
    }

    /** Not UTF-16 units: a rocket is two of them. */
    @Test
    void characters_are_counted() {
        for (int count = 0; count < 7; count++) {
            boolean expected = count >= 2 && count <= 4;
            assertEquals(expected, isValid("line", "x".repeat(count)));
            assertEquals(expected, isValid("line", "\ud83d\ude80".repeat(count)));
            assertEquals(count <= 4, isValid("lines", "x".repeat(count)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001f", "\u007f", "\u0085", "\ud800", "\udc00", "\udfff"})
    void control_characters_and_halves_of_pairs_are_refused(String character) {
        assertEquals(false, isValid("line", "a" + character));
        assertEquals(false, isValid("lines", character + "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\r\n"})
    void line_breaks_and_tabs_are_for_lines(String character) {
        assertEquals(false, isValid("line", "a" + character));
        assertEquals(true, isValid("lines", "a" + character));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029"})
    void separators_of_lines_are_for_lines(String character) {
        assertEquals(false, isValid("line", "a" + character));
        assertEquals(true, isValid("lines", "a" + character));
    }

    // ------------------------------------------------------------------------------------------------ what is seen

    /** Spaces, of no width too, joiners, directions, fillers, a blank of braille, variants, tags, and accents of nothing. */
    static Stream<String> invisible() {
        return Stream.of(
                "\u00a0",
                "\u2007",
                "\u3000",
                "\u00ad",
                "\u034f",
                "\u115f",
                "\u180e",
                "\u200b",
                "\u200d",
                "\u200f",
                "\u202e",
                "\u2060",
                "\u2066",
                "\u2800",
                "\u3164",
                "\ufe0f",
                "\ufeff",
                "\uffa0",
                "\udb40\udc41");
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void a_text_has_something_that_is_seen(String character) {
        assertEquals(false, isValid("line", character + character));
        assertEquals(true, isValid("line", "a" + character));
        assertEquals(true, isValid("lines", character));
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void an_address_has_nothing_that_is_not_seen(String character) {
        assertEquals(false, isValid("address", "ada" + character + "@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0301\u0301", "\u0301\u200d"})
    void an_accent_is_seen_with_its_letter_only(String accents) {
        assertEquals(false, isValid("line", accents));
    }

    /** Of Hindi, with vowels that are marks; of Persian and a family, each held together by joiners. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u0930\u093e\u092e", "\u0645\u06cc\u200c\u0631", "\ud83d\udc68\u200d\ud83d\udc67", "--", "7 "})
    void what_is_seen_may_be_of_any_script(String text) {
        assertEquals(true, isValid("line", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com", "\"ada lovelace\"@example.com", "\u0930\u093e\u092e@\u00fc.example"})
    void an_address_may_be_of_any_script(String address) {
        assertEquals(true, isValid("address", address));
    }

    // ------------------------------------------------------------------------------------------------ one form

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "' \t\r\n', ''",
        "'\u00a0\u2003Caf\u00e9 \u3000\u0085', 'Caf\u00e9'",
        "'Cafe\u0301', 'Caf\u00e9'",
        "'\u1112\u1161\u11ab', '\ud55c'",
        "'\u212b', '\u00c5'",
        // As small as white space, and none.
        "'\u200bAda\ufeff', '\u200bAda\ufeff'",
        // Look alike and are not the same.
        "'\ufb01', '\ufb01'",
        "'two  words', 'two  words'"
    })
    void a_text_has_one_form(String written, String form) {
        assertEquals(form, Text.Form.of(written));
        assertEquals(form, Text.Form.of(form));
    }

    @Test
    void no_text_has_no_form() {
        assertNull(Text.Form.of(null));
        assertNull(Text.Form.composed(null));
    }

    @Test
    void a_text_of_several_lines_keeps_the_white_space_around_it() {
        assertEquals("  - caf\u00e9\n", Text.Form.composed("  - cafe\u0301\n"));
    }

    /** Sorting these marks takes minutes. */
    @Test
    void what_is_far_too_long_is_left_as_it_is_and_refused() {
        String marks = "a" + "\u0301".repeat(200_000) + "\u0316".repeat(200_000);
        assertEquals(marks, assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Text.Form.of(marks)));
        assertEquals(false, isValid("lines", marks));
    }
}
