package dev.rota.shifts.planning;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of the IANA database, written out by hand: nothing here computes with a zone. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class DaylightSavingTest {

    /** From midnight to eight on the clock of the place. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29, +01:00, +02:00, PT7H,    2026-03-28T23:00:00Z, 2026-03-29T06:00:00Z",
        "Europe/Berlin,       2026-10-25, +02:00, +01:00, PT9H,    2026-10-24T22:00:00Z, 2026-10-25T07:00:00Z",
        "Europe/Berlin,       2026-06-01, +02:00, +02:00, PT8H,    2026-05-31T22:00:00Z, 2026-06-01T06:00:00Z",
        "America/New_York,    2026-03-08, -05:00, -04:00, PT7H,    2026-03-08T05:00:00Z, 2026-03-08T12:00:00Z",
        "America/New_York,    2026-11-01, -04:00, -05:00, PT9H,    2026-11-01T04:00:00Z, 2026-11-01T13:00:00Z",
        "Australia/Lord_Howe, 2026-04-05, +11:00, +10:30, PT8H30M, 2026-04-04T13:00:00Z, 2026-04-04T21:30:00Z",
        "Australia/Lord_Howe, 2026-10-04, +10:30, +11:00, PT7H30M, 2026-10-03T13:30:00Z, 2026-10-03T21:00:00Z",
        "Asia/Kolkata,        2026-03-29, +05:30, +05:30, PT8H,    2026-03-28T18:30:00Z, 2026-03-29T02:30:00Z",
    })
    void a_night_shift_lasts_as_long_as_it_really_does(
            String zone, String day, String before, String after, String duration, String start, String end) {
        String localStart = day + "T00:00:00" + before;
        String localEnd = day + "T08:00:00" + after;
        var shift = shift("start", localStart, "end", localEnd, "zone", zone);
        shift.then()
                .body("start", is(start))
                .body("end", is(end))
                .body("localStart", is(localStart))
                .body("localEnd", is(localEnd))
                .body("duration", is(duration));
        assertEquals(shift.asString(), get(SHIFTS + "/" + id(shift)).asString());
    }

    /** An ambiguous local time is two instants, and one person can work at both. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-10-25T02:30:00, 2026-10-25T03:30:00, +02:00, +01:00, PT1H",
        "America/New_York,    2026-11-01T01:30:00, 2026-11-01T02:30:00, -04:00, -05:00, PT1H",
        "Australia/Lord_Howe, 2026-04-05T01:45:00, 2026-04-05T02:15:00, +11:00, +10:30, PT30M",
    })
    void the_hour_that_comes_twice_is_told_apart_by_its_offset(
            String zone, String twice, String once, String first, String second, String duration) {
        String ada = id(user());
        var early = shift("assignee", ada, "start", twice + first, "end", twice + second, "zone", zone);
        var late = shift("assignee", ada, "start", twice + second, "end", once + second, "zone", zone);
        early.then()
                .body("localStart", is(twice + first))
                .body("localEnd", is(twice + second))
                .body("duration", is(duration));
        late.then()
                .body("localStart", is(twice + second))
                .body("localEnd", is(once + second))
                .body("start", is(early.<Object>path("end")));
        refused(
                post(SHIFTS, work("assignee", ada, "start", twice + first, "end", once + second, "zone", zone)),
                409,
                "urn:rota:double-booking");
    }

    /** A local time in the gap: its offset tells the instant all the same. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29T02:30:00+01:00, 2026-03-29T03:30:00+02:00",
        "America/New_York,    2026-03-08T02:30:00-05:00, 2026-03-08T03:30:00-04:00",
        "Australia/Lord_Howe, 2026-10-04T02:15:00+10:30, 2026-10-04T02:45:00+11:00",
    })
    void the_hour_that_is_left_out_is_shown_as_the_clock_shows_it(String zone, String start, String shown) {
        String end = ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(start).plusHours(4));
        shift("start", start, "end", end, "zone", zone)
                .then()
                .body("localStart", is(shown))
                .body("duration", is("PT4H"));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29T00:00:00+01:00, 2026-03-29T08:00:00+02:00",
        "Europe/Berlin,       2026-10-25T00:00:00+02:00, 2026-10-25T08:00:00+01:00",
        "America/New_York,    2026-03-08T00:00:00-05:00, 2026-03-08T08:00:00-04:00",
        "America/New_York,    2026-11-01T00:00:00-04:00, 2026-11-01T08:00:00-05:00",
        "Australia/Lord_Howe, 2026-04-05T00:00:00+11:00, 2026-04-05T08:00:00+10:30",
        "Asia/Kolkata,        2026-10-25T00:00:00+05:30, 2026-10-25T08:00:00+05:30",
    })
    void whatever_offset_an_instant_is_written_with_it_is_the_same_shift(String zone, String start, String end) {
        String key = unique();
        String place = unique();
        var first = created(post(
                SHIFTS, work("start", start, "end", end, "zone", zone, "location", place), "Idempotency-Key", key));
        first.then().body("localStart", is(start)).body("localEnd", is(end));
        for (String offset : new String[] {"Z", "+14:00", "-12:00", "+05:45"}) {
            var again = post(
                    SHIFTS,
                    work("start", at(start, offset), "end", at(end, offset), "zone", zone, "location", place),
                    "Idempotency-Key",
                    key);
            // Another instant would be another request, and refused.
            assertEquals(whole(first), whole(again), offset);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-10-24T08:00:00+02:00, 2026-10-25T08:00:00+01:00, PT25H",
        "Europe/Berlin,       2026-03-28T08:00:00+01:00, 2026-03-29T08:00:00+02:00, PT23H",
        "America/New_York,    2026-10-31T20:00:00-04:00, 2026-11-01T20:00:00-05:00, PT25H",
        "Australia/Lord_Howe, 2026-04-04T12:00:00+11:00, 2026-04-05T12:00:00+10:30, PT24H30M",
        "Antarctica/Troll,    2026-10-24T12:00:00+02:00, 2026-10-25T12:00:00Z,      PT26H"
    })
    void a_shift_takes_at_most_24_hours_by_the_clock_of_its_place(
            String zone, String start, String end, String duration) throws SQLException {
        String ada = id(user());
        String place = unique();
        var day = work(
                "assignee", ada, "start", start, "end", end, "zone", zone, "location", place, "status", "PUBLISHED");
        var shift = created(post(SHIFTS, day));
        shift.then().body("duration", is(duration)).body("localStart", is(start));
        String one = SHIFTS + "/" + id(shift);
        String longer = ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(end).plusSeconds(1));
        for (var answer : List.of(
                post(SHIFTS, with(day, "end", longer)),
                put(one, with(day, "end", longer), "If-Match", "*"),
                patch(one, Map.of("end", longer), "If-Match", "*"))) {
            refused(answer, 400, NO_TYPE, "end");
        }
        // Whoever asks for its last minute finds it, in either edition.
        String last = OffsetDateTime.parse(end).minusMinutes(1).toInstant().toString();
        for (String view : List.of("planned", "published")) {
            String there = query("view", view, "location", place);
            get(SHIFTS + "/now" + there + "&at=" + last).then().body("items.id", is(List.of(id(shift))));
            get(SHIFTS + there + "&from=" + last).then().body("items.id", is(List.of(id(shift))));
        }
        refused(post(SHIFTS, work("assignee", ada, "start", last, "zone", zone)), 409, "urn:rota:double-booking");
        // An operator cannot make it longer, but can change the rest.
        try (var operator = Databases.connection("shifts");
                var statement = operator.createStatement()) {
            String where = " WHERE id = '" + id(shift) + "'";
            for (String more : List.of("1 second", "5 hours")) {
                var update = "UPDATE shift SET ends_at = ends_at + interval '" + more + "'" + where;
                if (!duration.startsWith("PT23H") || more.equals("5 hours")) {
                    var refusal = assertThrows(SQLException.class, () -> statement.execute(update));
                    assertTrue(refusal.getMessage().contains("\"shift_duration\""), refusal.getMessage());
                }
            }
            statement.execute("UPDATE shift SET starts_at = starts_at, notes = 'Long'" + where);
        }
    }

    /** As where PostgreSQL has other rules of a time zone than Java. */
    @Test
    void where_the_database_knows_the_clock_otherwise_the_length_is_refused() throws SQLException {
        String place = unique();
        String start = "2029-03-12T08:00:00Z";
        String shift = id(shift("location", place, "start", start));
        var copies = with(
                Map.of("from", start, "weeks", List.of(1), "location", place),
                "to",
                Instant.parse(start).plus(Duration.ofDays(1)));
        try (var operator = Databases.connection("shifts");
                var statement = operator.createStatement()) {
            statement.execute("CREATE FUNCTION other_clock() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " RAISE EXCEPTION 'violates \"shift_duration\"' USING ERRCODE = 'check_violation'; END $$");
            statement.execute("CREATE TRIGGER other_clock BEFORE INSERT OR UPDATE ON shift FOR EACH ROW"
                    + " WHEN (NEW.location = '" + place + "') EXECUTE FUNCTION other_clock()");
            try {
                refused(post(SHIFTS, work("location", place)), 400, NO_TYPE, "end");
                refused(patch(SHIFTS + "/" + shift, Map.of("notes", "Hi"), "If-Match", "*"), 400, NO_TYPE, "end");
                refused(post(SHIFTS + "/copy", copies), 400, NO_TYPE, "weeks");
            } finally {
                statement.execute("DROP TRIGGER other_clock ON shift");
                statement.execute("DROP FUNCTION other_clock");
            }
        }
    }

    private static String at(String instant, String offset) {
        return ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(instant).withOffsetSameInstant(ZoneOffset.of(offset)));
    }
}
