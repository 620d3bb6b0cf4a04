package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rota.shared.problem.InvalidValue;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({
        "2029-03-01T08:00:00Z, 2029-03-01T08:00:00Z",
        "2029-03-01T10:00:00+02:00, 2029-03-01T08:00:00Z",
        "2029-03-01T08:00:00.000Z, 2029-03-01T08:00:00Z",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
        "2199-12-31T23:59:59Z, 2199-12-31T23:59:59Z",
        "2200-01-01T00:59:59+01:00, 2199-12-31T23:59:59Z",
        "2029-03-01t08:00:00z, 2029-03-01T08:00:00Z",
        "2029-03-01T08:00:00-00:00, 2029-03-01T08:00:00Z",
        "2029-03-01T08:00:00.000000000000Z, 2029-03-01T08:00:00Z",
    })
    void an_instant_has_an_offset_and_whole_seconds(String text, Instant instant) {
        assertEquals(instant, Instants.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2029-03-01",
                "2029-03-01T08:00:00",
                "2029-03-01T08:00:00[Europe/Berlin]",
                "2029-03-01T08:00:00+01:00[Europe/Berlin]",
                "2029-03-01T08:00:00.5Z",
                "2029-03-01T08:00:00.000000001Z",
                "2029-03-01T08:00:00.000000000001+01:00",
                "2029-03-01T08:00:00.Z",
                "2029-03-01T08:00Z",
                "2029-03-01T08:00:00+01",
                "2029-03-01T08:00:00+0100",
                "2029-03-01T08:00:00+01:00:30",
                "2029-03-01 08:00:00Z",
                "2029-03-01T24:00:00Z",
                "2029-03-01T23:59:60Z",
                "2029-3-1T08:00:00Z",
                "+2029-03-01T08:00:00Z",
                "\u0662\u0660\u0662\u0669-03-01T08:00:00Z",
                "2029-02-29T08:00:00Z",
                "1999-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void anything_else_is_none(String text) {
        assertThrows(InvalidValue.class, () -> Instants.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2029-03-01T08:00:00.5Z, 2029-03-01T08:00:00.500Z",
        "2029-03-01T09:00:00.123+01:00, 2029-03-01T08:00:00.123Z",
        "2029-03-01T08:00:00.123456Z, 2029-03-01T08:00:00.123456Z",
        "2029-03-01T08:00:00.123456789Z, 2029-03-01T08:00:00.123456Z",
        "2029-03-01T08:00:00.9999999999999Z, 2029-03-01T08:00:00.999999Z",
        "2199-12-31T23:59:59.999999999Z, 2199-12-31T23:59:59.999999Z",
    })
    void one_to_ask_for_may_have_a_fraction_of_a_second(String text, Instant instant) {
        assertEquals(instant, Instants.moment(text));
    }
}
