package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @Text(min = 2, max = 4)
    private String line;

    @Text(min = 0, max = 4, lines = true)
    private String lines;

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
}
