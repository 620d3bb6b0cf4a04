package dev.rota.shifts.reports;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.user;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of the IANA database and of ISO 8601, written out by hand. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class HoursTest {

    private static Response hours(String person, Object... parameters) {
        return get(PEOPLE + "/" + person + "/hours" + query(parameters));
    }

    private static List<String> list(Response hours) {
        hours.then().statusCode(200);
        return hours.path("weeks.hours");
    }

    /** Somebody who works all week, and an hour before and after it. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-W13, 2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z, PT167H",
        "Europe/Berlin,       2026-W43, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z, PT169H",
        "Europe/Berlin,       2026-W23, 2026-05-31T22:00:00Z, 2026-06-07T22:00:00Z, PT168H",
        "America/New_York,    2026-W10, 2026-03-02T05:00:00Z, 2026-03-09T04:00:00Z, PT167H",
        "America/New_York,    2026-W44, 2026-10-26T04:00:00Z, 2026-11-02T05:00:00Z, PT169H",
        "Australia/Lord_Howe, 2026-W14, 2026-03-29T13:00:00Z, 2026-04-05T13:30:00Z, PT168H30M",
        "Australia/Lord_Howe, 2026-W40, 2026-09-27T13:30:00Z, 2026-10-04T13:00:00Z, PT167H30M",
        "Asia/Kolkata,        2026-W13, 2026-03-22T18:30:00Z, 2026-03-29T18:30:00Z, PT168H",
    })
    void a_week_has_as_many_hours_as_it_really_has(String zone, String week, Instant start, Instant end, String hours) {
        String ada = id(user());
        Instant last = end.plusSeconds(3_600);
        for (Instant from = start.minusSeconds(3_600); from.isBefore(last); ) {
            Instant to = from.plus(Duration.ofHours(24));
            to = to.isBefore(last) ? to : last;
            // The zone of the work does not matter to whose weeks these are.
            shift("assignee", ada, "start", from, "end", to, "zone", "Asia/Tokyo");
            from = to;
        }
        var answer = hours(ada, "from", start.minusSeconds(1), "weeks", 3, "zone", zone);
        assertEquals(List.of("PT1H", hours, "PT1H"), list(answer));
        answer.then()
                .body("zone", is(zone))
                .body("limit", is("PT48H"))
                .body("weeks[1].week", is(week))
                .body("weeks[1].start", is(start.toString()))
                .body("weeks[1].end", is(end.toString()))
                .body("weeks[0].end", is(start.toString()))
                .body("weeks[2].start", is(end.toString()));
        assertEquals(week, hours(ada, "from", start, "weeks", 1, "zone", zone).path("weeks[0].week"));
        assertEquals(
                week,
                hours(ada, "from", end.minusSeconds(1), "weeks", 1, "zone", zone)
                        .path("weeks[0].week"));
    }

    @Test
    void a_shift_over_sundays_midnight_is_split_there() {
        String ada = id(user());
        shift("assignee", ada, "start", "2029-03-04T22:30:00+01:00", "end", "2029-03-05T06:00:00+01:00");
        assertEquals(
                List.of("PT1H30M", "PT6H"),
                list(hours(ada, "from", "2029-03-01T00:00:00Z", "weeks", 2, "zone", "Europe/Berlin")));
        assertEquals(
                List.of("PT2H30M", "PT5H"),
                list(hours(ada, "from", "2029-03-01T00:00:00Z", "weeks", 2, "zone", "UTC")));
    }

    @Test
    void the_weeks_are_those_of_where_the_person_lives_unless_a_zone_is_given() {
        String ada = id(user("zone", "America/New_York"));
        hours(ada).then().statusCode(200).body("zone", is("America/New_York")).body("weeks", hasSize(4));
        hours(deactivated(ada)).then().statusCode(200).body("zone", is("America/New_York"));
        hours(ada, "zone", "Asia/Tokyo").then().statusCode(200).body("zone", is("Asia/Tokyo"));
        for (String nowhere : List.of(id(user()), UUID.randomUUID().toString())) {
            hours(nowhere).then().statusCode(200).body("zone", is("UTC")).body("weeks.hours", everyItem(is("PT0S")));
        }
    }

    @Test
    void what_is_planned_and_what_workers_see_is_told_apart_and_what_is_cancelled_left_out() {
        String ada = id(user());
        String shift = id(shift("assignee", ada, "status", "PUBLISHED"));
        Object[] planned = {"from", "2029-03-01T00:00:00Z", "weeks", 1, "zone", "UTC"};
        Object[] published = {"from", "2029-03-01T00:00:00Z", "weeks", 1, "zone", "UTC", "view", "published"};
        patch(SHIFTS + "/" + shift, "{\"end\": \"2029-03-01T10:15:00Z\"}", "If-Match", "*")
                .then()
                .statusCode(200);
        assertEquals(List.of("PT2H15M"), list(hours(ada, planned)));
        assertEquals(List.of("PT8H"), list(hours(ada, published)));
        delete(SHIFTS + "/" + shift, "If-Match", "*").then().statusCode(200);
        assertEquals(List.of("PT0S"), list(hours(ada, planned)));
        assertEquals(List.of("PT8H"), list(hours(ada, published)));
    }

    @Test
    void a_year_can_have_53_weeks_and_no_more_are_told() {
        String ada = id(user());
        var year = hours(ada, "from", "2026-01-01T00:00:00Z", "weeks", 53, "zone", "UTC");
        year.then()
                .statusCode(200)
                .body("weeks", hasSize(53))
                .body("weeks[0].week", is("2026-W01"))
                .body("weeks[0].start", is("2025-12-29T00:00:00Z"))
                .body("weeks[52].week", is("2026-W53"))
                .body("weeks[52].end", is("2027-01-04T00:00:00Z"));
        for (Object weeks : new Object[] {0, 54, -1, "many"}) {
            refused(hours(ada, "weeks", weeks), 400, NO_TYPE, "weeks");
        }
    }

    @ParameterizedTest
    @CsvSource({"zone, EST", "zone, +02:00", "zone, Mars/Olympus", "from, 2029-03-01", "view, all"})
    void a_parameter_that_cannot_be_is_named(String name, String value) {
        refused(hours(UUID.randomUUID().toString(), name, value), 400, NO_TYPE, name);
    }

    @Test
    void nobody_has_an_id_that_is_none() {
        refused(hours("ada"), 404, NO_TYPE);
    }
}
