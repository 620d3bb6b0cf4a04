package dev.rota.board.planning;

import dev.rota.board.page.Typed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;

/**
 * What is typed about a shift.
 *
 * @param who the id of a person; empty for an open shift
 * @param day on which it begins
 * @param end of the next day, where it is not after the start
 * @param zone empty for the one that the place has
 * @param publish whether workers see it at once
 * @param version of the shift that was read
 * @param key by which sending the form twice is sending it once
 */
public record ShiftForm(
        @RestForm String who,
        @RestForm String day,
        @RestForm String start,
        @RestForm String end,
        @RestForm String zone,
        @RestForm String place,
        @RestForm String role,
        @RestForm String notes,
        @RestForm String reason,
        @RestForm String publish,
        @RestForm int version,
        @RestForm String key) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    public ShiftForm {
        who = given(who);
        day = given(day);
        start = given(start);
        end = given(end);
        zone = given(zone);
        place = given(place);
        role = given(role);
        notes = notes == null ? "" : Typed.lines(notes);
        reason = reason == null ? "" : Typed.lines(reason);
    }

    static ShiftForm of(Work work, int version) {
        var zone = ZoneId.of(work.zone());
        var from = work.start().atZone(zone);
        return new ShiftForm(
                work.assignee() == null ? "" : work.assignee().toString(),
                from.toLocalDate().toString(),
                TIME.format(from),
                TIME.format(work.end().atZone(zone)),
                work.zone(),
                work.location(),
                work.role(),
                work.notes(),
                work.overrideReason(),
                null,
                version,
                null);
    }

    /** What is typed, by the names of the fields. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        values.put("who", who);
        values.put("day", day);
        values.put("start", start);
        values.put("end", end);
        values.put("zone", zone);
        values.put("place", place);
        values.put("role", role);
        values.put("notes", notes);
        values.put("reason", reason);
        return values;
    }

    ShiftForm with(Map<String, String> values, int newVersion) {
        return new ShiftForm(
                values.get("who"),
                values.get("day"),
                values.get("start"),
                values.get("end"),
                values.get("zone"),
                values.get("place"),
                values.get("role"),
                values.get("notes"),
                values.get("reason"),
                publish,
                newVersion,
                key);
    }

    ShiftForm in(String knownZone) {
        var values = values();
        values.put("zone", knownZone);
        return with(values, version);
    }

    public boolean isFor(UUID person) {
        return who.equals(person.toString());
    }

    public boolean isPublished() {
        return publish != null;
    }

    /** Names of fields that cannot be read. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        fault("who", () -> who.isEmpty() ? null : UUID.fromString(who), faults);
        fault("day", () -> LocalDate.parse(day), faults);
        fault("start", () -> LocalTime.parse(start), faults);
        fault("end", () -> LocalTime.parse(end), faults);
        fault("zone", () -> ZoneId.of(zone), faults);
        if (place.isEmpty()) {
            faults.add("place");
        }
        return faults;
    }

    /**
     * Of a form without faults.
     *
     * @param before what the form was filled with; {@code null} for a new shift. A time that is typed as it was stays the same
     *     instant, also where the clock shows it twice that night.
     */
    Work work(Work before) {
        var unchanged = before == null ? null : of(before, version);
        boolean sameDay = unchanged != null && zone.equals(unchanged.zone) && day.equals(unchanged.day);
        var at = ZoneId.of(zone);
        var from = LocalDate.parse(day).atTime(LocalTime.parse(start)).atZone(at);
        var till = LocalTime.parse(end).isAfter(LocalTime.parse(start))
                ? from.toLocalDate()
                : from.toLocalDate().plusDays(1);
        boolean sameStart = sameDay && start.equals(unchanged.start);
        boolean sameEnd = sameDay
                && end.equals(unchanged.end)
                && till.equals(before.end().atZone(at).toLocalDate());
        return new Work(
                who.isEmpty() ? null : UUID.fromString(who),
                sameStart ? before.start() : from.toInstant(),
                sameEnd
                        ? before.end()
                        : till.atTime(LocalTime.parse(end)).atZone(at).toInstant(),
                zone,
                place,
                Typed.orNull(role),
                Typed.orNull(notes),
                Typed.orNull(reason));
    }

    private static void fault(String name, Supplier<?> parse, List<String> faults) {
        try {
            parse.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            faults.add(name);
        }
    }

    private static String given(String value) {
        return value == null ? "" : value.strip();
    }
}
