package dev.rota.shifts.calendars;

import dev.rota.shifts.roster.ShiftStatus;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes shifts as an iCalendar object, RFC 5545 with properties of RFC 7986. Without a library: biweekly and ical4j
 * both fold lines by characters where the RFC counts octets, and keep control characters that it forbids.
 * Deterministic, without a time of writing: the same shifts give the same text, and so the same ETag.
 */
final class ICalendar {

    /** RFC 5545, 3.1: the maximum length of a line, without its line break. */
    private static final int OCTETS = 75;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n?");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F&&[^\n\t]]");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\;,]");

    private final StringBuilder text = new StringBuilder();

    private ICalendar() {}

    /**
     * @param name {@code null} for the default name
     * @param events each shift once
     */
    static String of(String name, List<CalendarEvent> events) {
        var calendar = new ICalendar();
        String title = escaped(name == null ? "Rota" : name);
        // No METHOD: it would make this a scheduling message (RFC 5546), which needs an organizer.
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Rota//Rota//EN");
        calendar.line("NAME:" + title);
        calendar.line("X-WR-CALNAME:" + title);
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        calendar.line("X-PUBLISHED-TTL:PT1H");
        if (events.isEmpty()) {
            calendar.somethingAtLeast();
        }
        events.forEach(calendar::event);
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    private void event(CalendarEvent event) {
        line("BEGIN:VEVENT");
        line("UID:" + event.id() + "@rota");
        line("SEQUENCE:" + event.version());
        line("DTSTAMP:" + UTC.format(event.updatedAt()));
        line("LAST-MODIFIED:" + UTC.format(event.updatedAt()));
        line("DTSTART:" + UTC.format(event.startsAt()));
        line("DTEND:" + UTC.format(event.endsAt()));
        line("SUMMARY:" + escaped(event.role() == null ? event.location() : event.role() + ", " + event.location()));
        line("LOCATION:" + escaped(event.location()));
        if (event.notes() != null) {
            line("DESCRIPTION:" + escaped(event.notes()));
        }
        if (event.status() != null) {
            line("STATUS:" + (event.status() == ShiftStatus.CANCELLED ? "CANCELLED" : "CONFIRMED"));
        }
        line("END:VEVENT");
    }

    /** RFC 5545, 3.6: an iCalendar object has at least one component, so one without shifts defines UTC. */
    private void somethingAtLeast() {
        line("BEGIN:VTIMEZONE");
        line("TZID:Etc/UTC");
        line("BEGIN:STANDARD");
        line("DTSTART:19700101T000000");
        line("TZOFFSETFROM:+0000");
        line("TZOFFSETTO:+0000");
        line("END:STANDARD");
        line("END:VTIMEZONE");
    }

    /** RFC 5545, 3.3.11. Of the control characters, a TEXT can hold line breaks and tabs; the others are dropped. */
    private static String escaped(String value) {
        String lines = LINE_BREAK.matcher(value).replaceAll("\n");
        String plain = FORBIDDEN.matcher(lines).replaceAll("");
        return SPECIAL.matcher(plain).replaceAll("\\\\$0").replace("\n", "\\n");
    }

    /** Writes a content line, folded. */
    private void line(String content) {
        int octets = 0;
        for (int c : content.codePoints().toArray()) {
            // Octets in UTF-8; a fold must not split a character.
            int length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (octets + length > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.appendCodePoint(c);
            octets += length;
        }
        text.append("\r\n");
    }
}
