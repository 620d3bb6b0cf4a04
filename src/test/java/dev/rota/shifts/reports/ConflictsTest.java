package dev.rota.shifts.reports;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report of scheduling conflicts. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ConflictsTest {

    /** A Monday, 0:00 in Berlin; of the week 2029-W09. */
    private static final Instant MONDAY = Instant.parse("2029-02-25T23:00:00Z");

    private final String place = unique();
    private String ada;

    @BeforeEach
    void register() {
        ada = id(user());
    }

    private static Instant hour(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    /** Ada's, at this test's place, unless the fields say otherwise. */
    private Response planned(int start, int end, Object... fields) {
        return shift(Stream.concat(
                        Stream.of("assignee", ada, "start", hour(start), "end", hour(end), "location", place),
                        Stream.of(fields))
                .toArray());
    }

    /** Of the week, at this test's place. */
    private Response conflicts(Object... parameters) {
        return conflicts(hour(0), hour(7 * 24), parameters);
    }

    private Response conflicts(Instant from, Instant to, Object... parameters) {
        var answer = get(at("conflicts")
                + query(Stream.concat(Stream.of("from", from, "to", to, "location", place), Stream.of(parameters))
                        .toArray()));
        answer.then().statusCode(200);
        return answer;
    }

    private static Map<String, Object> clash(Response other) {
        return Map.of("id", id(other), "start", other.path("start"), "end", other.path("end"));
    }

    /** One conflict, with what it has beside the shift. */
    private Map<String, Object> conflict(String kind, Response shift, Object... more) {
        var conflict = with(
                Map.of("kind", kind, "shift", clash(shift), "person", ada, "location", place, "overridden", false),
                more);
        return Map.copyOf(conflict);
    }

    private static void told(Response answer, Map<?, ?>... conflicts) {
        assertEquals(List.of(conflicts), answer.path("items"), answer.asString());
    }

    private Response absence(String decision) {
        var absence = created(
                post("/v1/absences", Map.of("user", ada, "start", hour(0).toString(), "end", hour(24).toString())));
        if (decision != null) {
            post("/v1/absences/" + id(absence) + "/" + decision, null).then().statusCode(200);
        }
        return absence;
    }

    @Test
    void a_rota_with_nothing_wrong_has_no_conflicts() {
        planned(8, 16);
        planned(32, 40);
        planned(8, 16, "assignee", null);
        delete(at(id(planned(42, 43))), "If-Match", "*").then().statusCode(200);
        conflicts().then().body("items", empty()).body("checked", is(2));
    }

    @Test
    void an_absence_that_is_asked_for_is_told_of_until_it_is_decided() {
        var shift = planned(8, 16);
        planned(24, 32, "assignee", id(user()));
        var absence = absence(null);
        told(conflicts(), conflict("ABSENCE_REQUESTED", shift, "other", clash(absence)));
        post("/v1/absences/" + id(absence) + "/decline", null).then().statusCode(200);
        told(conflicts());
    }

    @Test
    void workers_who_are_off_and_still_see_their_shift_are_told_of() {
        var shift = planned(8, 16, "status", "PUBLISHED");
        patch(at(id(shift)), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        var absence = absence("approve");
        told(conflicts());
        told(conflicts("view", "published"), conflict("ABSENT", shift, "other", clash(absence)));
        patch(at(id(shift)), "{\"status\": \"PUBLISHED\"}", "If-Match", "*")
                .then()
                .statusCode(200);
        told(conflicts("view", "published"));
    }

    @Test
    void people_who_are_inactive_or_unknown_or_lack_the_role_are_told_of() throws SQLException {
        var shift = planned(8, 16, "role", "barista");
        told(conflicts(), conflict("ROLE_MISSING", shift, "role", "barista"));
        planned(8, 16, "role", "barista", "assignee", id(user("roles", List.of("barista"))));
        told(conflicts(), conflict("ROLE_MISSING", shift, "role", "barista"));
        deactivated(ada);
        told(conflicts(), conflict("INACTIVE", shift));
        var nobody = UUID.randomUUID();
        try (var connection = Databases.connection("shifts");
                var update = connection.prepareStatement("UPDATE shift SET assignee_id = ? WHERE id = ?")) {
            update.setObject(1, nobody);
            update.setObject(2, UUID.fromString(id(shift)));
            assertEquals(1, update.executeUpdate());
        }
        told(conflicts(), conflict("UNKNOWN_PERSON", shift, "person", nobody));
    }

    @Test
    void a_person_who_has_other_work_in_the_other_view_is_told_of_in_both() {
        var seen = planned(8, 16, "status", "PUBLISHED");
        patch(at(id(seen)), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        var draft = planned(10, 12);
        told(conflicts(), conflict("DOUBLE_BOOKING", draft, "other", clash(seen)));
        told(conflicts("view", "published"), conflict("DOUBLE_BOOKING", seen, "other", clash(draft)));
        post(SHIFTS + "/publish", Map.of("from", hour(0).toString(), "to", hour(24).toString(), "location", place))
                .then()
                .statusCode(200);
        told(conflicts());
        told(conflicts("view", "published"));
    }

    @Test
    void too_little_rest_is_told_of_once_and_of_the_later_shift() {
        var early = planned(6, 14);
        var late = planned(22, 30);
        planned(30, 31);
        told(conflicts(), conflict("SHORT_REST", late, "other", clash(early), "actual", "PT8H", "limit", "PT11H"));
        patch(at(id(early)), Map.of("overrideReason", "Agreed."), "If-Match", "*")
                .then()
                .statusCode(200);
        told(
                conflicts(),
                conflict(
                        "SHORT_REST",
                        late,
                        "other",
                        clash(early),
                        "actual",
                        "PT8H",
                        "limit",
                        "PT11H",
                        "overridden",
                        true));
    }

    @Test
    void shifts_outside_the_window_and_at_other_places_count_for_the_rest() {
        var before = planned(0, 8, "location", "Elsewhere");
        var shift = planned(10, 12);
        var after = planned(22, 23);
        told(
                conflicts(hour(10), hour(12)),
                conflict("SHORT_REST", shift, "other", clash(before), "actual", "PT2H", "limit", "PT11H"),
                conflict("SHORT_REST", shift, "other", clash(after), "actual", "PT10H", "limit", "PT11H"));
        told(conflicts(hour(9), hour(10)));
    }

    @Test
    void work_without_a_pause_is_told_of_once_and_of_its_last_shift_that_is_asked_for() {
        planned(-6, 2, "location", "Elsewhere");
        var middle = planned(2, 6);
        var last = planned(6, 8);
        planned(8, 9, "location", "Elsewhere");
        told(conflicts(), conflict("LONG_SPAN", last, "actual", "PT15H", "limit", "PT13H"));
        told(conflicts(hour(3), hour(4)), conflict("LONG_SPAN", middle, "actual", "PT15H", "limit", "PT13H"));
        patch(at(id(middle)), Map.of("overrideReason", "Agreed."), "If-Match", "*")
                .then()
                .statusCode(200);
        told(conflicts(), conflict("LONG_SPAN", last, "actual", "PT15H", "limit", "PT13H", "overridden", true));
    }

    @Test
    void a_long_week_is_told_of_once_and_of_its_last_shift_that_is_asked_for() {
        for (int day = 0; day < 5; day++) {
            planned(24 * day + 8, 24 * day + 16, "location", "Elsewhere");
        }
        planned(24 * 5 + 8, 24 * 5 + 13);
        var last = planned(24 * 6 + 8, 24 * 6 + 13);
        var expected = conflict("LONG_WEEK", last, "week", "2029-W09", "actual", "PT50H", "limit", "PT48H");
        told(conflicts(), expected);
        told(conflicts(hour(24 * 6 + 9), hour(24 * 6 + 10)), expected);
        patch(at(id(last)), Map.of("overrideReason", "Agreed."), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("warnings[0].overridden", is(true));
        told(
                conflicts(),
                conflict(
                        "LONG_WEEK",
                        last,
                        "week",
                        "2029-W09",
                        "actual",
                        "PT50H",
                        "limit",
                        "PT48H",
                        "overridden",
                        true));
    }

    /** In London the week begins and ends an hour later. */
    @Test
    void a_long_week_is_told_of_once_where_its_places_are_in_several_zones() {
        for (int day = 0; day < 5; day++) {
            planned(24 * day + 8, 24 * day + 17, "zone", day % 2 == 0 ? "Europe/Berlin" : "Europe/London");
        }
        var last = planned(24 * 6 + 8, 24 * 6 + 13, "zone", "Europe/London");
        told(conflicts(), conflict("LONG_WEEK", last, "week", "2029-W09", "actual", "PT50H", "limit", "PT48H"));
        // One hour of Sunday evening in London is in Berlin's next week.
        var night = planned(24 * 6 + 22, 24 * 7 + 1, "zone", "Europe/London");
        told(
                conflicts(),
                conflict("SHORT_REST", night, "other", clash(last), "actual", "PT9H", "limit", "PT11H"),
                conflict("LONG_WEEK", night, "week", "2029-W09", "actual", "PT53H", "limit", "PT48H"));
    }

    @Test
    void conflicts_are_told_by_start_and_of_one_person_if_that_is_asked() {
        String grace = id(user());
        var late = planned(20, 22, "role", "barista");
        var early = planned(8, 9, "role", "cook", "assignee", grace);
        var hers = conflict("ROLE_MISSING", late, "role", "barista");
        told(conflicts(), conflict("ROLE_MISSING", early, "role", "cook", "person", grace), hers);
        told(conflicts("user", ada), hers);
        conflicts("user", ada).then().body("checked", is(1));
    }

    @Test
    void more_than_1000_shifts_are_too_many_for_one_page() throws SQLException {
        try (var connection = Databases.connection("shifts");
                var insert = connection.prepareStatement("INSERT INTO shift"
                        + " (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), ?, t, t + interval '1 minute', 'Europe/Berlin', ?, 'DRAFT', 0, now(),"
                        + " now() FROM generate_series(0, 1000) n, LATERAL (SELECT CAST(? AS timestamptz) + n *"
                        + " interval '1 minute') AS minute (t)")) {
            insert.setObject(1, UUID.fromString(ada));
            insert.setString(2, place);
            insert.setString(3, MONDAY.toString());
            assertEquals(1001, insert.executeUpdate());
        }
        var end = MONDAY.plus(Duration.ofMinutes(1000));
        conflicts(MONDAY, end).then().body("checked", is(1000)).body("items.kind", is(List.of("LONG_SPAN")));
        refused(
                get(at("conflicts") + query("from", MONDAY, "to", end.plusSeconds(1), "location", place)),
                422,
                "urn:rota:too-many-shifts");
    }

    @Test
    void a_window_is_not_longer_than_92_days() {
        refused(
                get(at("conflicts") + query("from", MONDAY, "to", MONDAY.plus(Duration.ofDays(93)))),
                400,
                NO_TYPE,
                "to");
        refused(get(at("conflicts") + "?view=all"), 400, NO_TYPE, "view");
        refused(get(at("conflicts") + "?user=ada"), 400, NO_TYPE, "user");
    }
}
