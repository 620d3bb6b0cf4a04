package dev.rota.shifts.calendars;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shifts.roster.ShiftStatus;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text comes through, as a calendar program of somebody else's reads it: ical4j. */
class ICalendarTest {

    private static CalendarEvent event(String location, String role, String notes) {
        return new CalendarEvent(
                new UUID(0, 1),
                Instant.parse("2029-03-01T08:00:00Z"),
                Instant.parse("2029-03-01T16:00:00Z"),
                location,
                role,
                notes,
                ShiftStatus.PUBLISHED,
                0,
                Instant.parse("2029-01-01T00:00:00.123456Z"));
    }

    private static VEvent parsed(CalendarEvent event) {
        try {
            var calendar = new CalendarBuilder().build(new StringReader(ICalendar.of(null, List.of(event))));
            assertEquals(List.of(), List.copyOf(calendar.validate().getEntries()));
            return calendar.<VEvent>getComponents("VEVENT").get(0);
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).map(Property::getValue).orElse(null);
    }

    /** None begins or ends with a space, because ical4j drops those. */
    static List<String> texts() {
        String smile = "\ud83d\ude00";
        return List.of(
                "",
                "commas, semicolons; colons: \"quotes\" 'n' ^n equals=",
                "back\\slashes \\n \\\\n \\, \\; at the end \\",
                "one\ntwo\rthree\r\nfour\n\nsix\n",
                "a\ttab and   spaces\t x",
                "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:mine",
                "\r\n ATTENDEE:mailto:x@example.com\r\n\tX:y",
                "x".repeat(2_000),
                "é".repeat(2_000),
                "€".repeat(2_000),
                smile.repeat(1_000),
                "a" + smile.repeat(500),
                "ab" + smile.repeat(500),
                "abc" + smile.repeat(500),
                "\n".repeat(2_000),
                "\\".repeat(2_000),
                "a" + " ".repeat(1_998) + "x",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 e\u0301 \u202e right to left \u2028 \u2029 \ufeff");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_arrives_as_it_was_written(String text) {
        var event = parsed(event("Kiosk", null, text));
        assertEquals(text.replaceAll("\r\n?", "\n"), value(event, "DESCRIPTION"));
        assertEquals("CONFIRMED", value(event, "STATUS"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_line_has_75_octets_at_most_and_whole_characters(String text) throws CharacterCodingException {
        var event = event("Harbour café", "barista", text);
        // One character for each octet.
        String octets = new String(ICalendar.of(text, List.of(event)).getBytes(UTF_8), ISO_8859_1);
        assertTrue(octets.endsWith("\r\n"));
        for (String line : octets.split("\r\n")) {
            assertTrue(line.length() <= 75, line);
            UTF_8.newDecoder().decode(ByteBuffer.wrap(line.getBytes(ISO_8859_1)));
            assertTrue(line.matches("[\t\\x20-\\x7E\\x80-\\xFF]+"), line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Café, bar; and more",
                "C:\\new\\,",
                "\ud83c\udfe0\ud83c\udfe0\ud83c\udfe0\ud83c\udfe0\ud83c\udfe0\ud83c\udfe0 \ud83c\udfe0\ud83c\udfe0\ud83c\udfe0"
            })
    void a_place_arrives_as_it_was_written(String location) {
        var event = parsed(event(location, "barista", null));
        assertEquals(location, value(event, "LOCATION"));
        assertEquals("barista, " + location, value(event, "SUMMARY"));
    }

    @Test
    void what_no_calendar_can_hold_is_dropped() {
        var event = parsed(event("x\r\ny", null, "a\u0001b\u000bc\u001bd\u007fe\u0085f\tg"));
        assertEquals("abcdef\tg", value(event, "DESCRIPTION"));
        assertEquals("x\ny", value(event, "LOCATION"));
    }
}
