package dev.rota.shifts.erasure;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.Databases;
import dev.rota.support.Follower;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a person who was erased; how it goes on where users did not answer is in {@code UsersFaultTest}. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ErasureTest {

    private static final String TOKEN = "Authorization";
    private static final String KEY = "Idempotency-Key";
    private static final String ACTIVE = "urn:rota:person-active";
    private static final String NOT_OVER = "urn:rota:shifts-not-over";

    private static Response erase(String person) {
        return delete(PEOPLE + "/" + person);
    }

    private static void erased(String person) {
        erase(person).then().statusCode(204);
    }

    private static Response change(String shift, Object... fields) {
        var changed = patch(SHIFTS + "/" + shift, with(Map.of(), fields), "If-Match", "*");
        changed.then().statusCode(200);
        return changed;
    }

    /** As a version before had it, where whoever changed something could name themselves. */
    private static void recordedAs(String actor, String module, String row) throws SQLException {
        try (var connection = Databases.connection(module);
                var update = connection.prepareStatement("UPDATE change SET actor = ? WHERE (feed, row_id, seq) ="
                        + " (SELECT feed, row_id, seq FROM change WHERE row_id = ?::uuid ORDER BY seq DESC LIMIT 1)")) {
            update.setString(1, actor);
            update.setString(2, row);
            assertEquals(1, update.executeUpdate());
        }
    }

    /** Everything that can be known of somebody, each piece of it in no other text. */
    private static final class Somebody {

        final String t = unique();
        final String email = t + "@example.com";
        final String formerEmail = "former-" + t + "@example.org";
        final String phone = "+49" + Long.toString(Math.abs(t.hashCode()) + 10_000_000_000L);
        final String key = "register-" + email;
        final Map<String, Object> registration;
        final String id;
        /** What was written, by what it is. */
        final Map<String, String> texts = new LinkedHashMap<>();

        Somebody() throws SQLException {
            registration = person(
                    "name", "Nora Née " + t, "email", formerEmail, "roles", List.of("only-" + t.substring(0, 20)));
            id = id(created(post(USERS, registration, KEY, key)));
            var married = Map.of("name", "Nora Neu " + t, "email", email, "phone", phone);
            patch(USERS + "/" + id, married, "If-Match", "*").then().statusCode(200);
            recordedAs(formerEmail, "users", id);
        }

        String text(String what) {
            return texts.computeIfAbsent(what, name -> name + " " + unique());
        }

        /** Each of which is to be found nowhere. */
        Map<String, String> pieces() {
            var pieces = new LinkedHashMap<>(texts);
            pieces.putAll(Map.of(
                    "name", "Nora Neu " + t,
                    "former name", "Nora Née " + t,
                    "e-mail", email,
                    "former e-mail", formerEmail,
                    "phone", phone,
                    "role", "only-" + t.substring(0, 20),
                    "all of these", t));
            return pieces;
        }
    }

    /** The columns, as {@code users.change.state}, that hold a text. */
    private static Set<String> places(String text) throws SQLException {
        var places = new TreeSet<String>();
        for (String module : List.of("users", "shifts")) {
            try (var connection = Databases.connection(module)) {
                for (var column : columns(connection)) {
                    try (var search = connection.prepareStatement(
                            "SELECT EXISTS (SELECT FROM \"%s\" WHERE strpos(lower(\"%s\"::text), lower(?)) > 0)"
                                    .formatted(column.get(0), column.get(1)))) {
                        search.setString(1, text);
                        var found = search.executeQuery();
                        found.next();
                        if (found.getBoolean(1)) {
                            places.add(module + "." + String.join(".", column));
                        }
                    }
                }
            }
        }
        return places;
    }

    /** Of every table and view. */
    private static List<List<String>> columns(Connection connection) throws SQLException {
        var columns = new ArrayList<List<String>>();
        try (var all = connection
                .createStatement()
                .executeQuery("SELECT table_name, column_name"
                        + " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2")) {
            while (all.next()) {
                columns.add(List.of(all.getString(1), all.getString(2)));
            }
        }
        return columns;
    }

    private static Instant past() {
        return Instant.parse("2024-03-01T08:00:00Z");
    }

    /** Fills every place that there is. */
    private static Somebody everywhere() throws SQLException {
        var nora = new Somebody();
        // As the actor: by her token, the address, the former one, the name and the id.
        String token = Tokens.person(nora.email, "planner");
        String open = id(created(post(SHIFTS, work("notes", "Of nobody"), TOKEN, token, KEY, "open-" + nora.email)));
        for (String actor : List.of(
                nora.email, nora.formerEmail.toUpperCase(), "Nora N\u00e9e " + nora.t, nora.id, "of-" + nora.email)) {
            patch(SHIFTS + "/" + open, Map.of("location", unique()), "If-Match", "*")
                    .then()
                    .statusCode(200);
            recordedAs(actor, "shifts", open);
        }
        recordedAs(nora.email, "users", id(user()));

        // What she worked, published and then changed; and what was a draft only.
        String worked = id(created(post(
                SHIFTS,
                work(
                        "start",
                        past(),
                        "assignee",
                        nora.id,
                        "notes",
                        nora.text("published notes"),
                        "overrideReason",
                        nora.text("published reason"),
                        "status",
                        "PUBLISHED"),
                KEY,
                unique())));
        change(worked, "notes", nora.text("planned notes"), "overrideReason", nora.text("planned reason"));
        String draft =
                id(shift("start", past().plus(2, ChronoUnit.DAYS), "assignee", nora.id, "notes", nora.text("draft")));
        change(draft, "assignee", null);
        change(draft, "notes", "Other notes");

        // What she offered, and then gave away with the notes.
        String bob = id(user());
        var upcoming = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(30, ChronoUnit.DAYS);
        String hers = id(shift(
                "start", upcoming, "assignee", nora.id, "notes", nora.text("handed over"), "status", "PUBLISHED"));
        String his = id(shift("start", upcoming.plus(2, ChronoUnit.DAYS), "assignee", bob, "status", "PUBLISHED"));
        created(post(
                "/v1/swaps",
                Map.of("offeredBy", nora.id, "offered", hers, "wanted", his, "reason", nora.text("swap")),
                KEY,
                unique()));
        change(hers, "assignee", bob, "status", "PUBLISHED");

        created(post(
                "/v1/absences",
                Map.of(
                        "user",
                        nora.id,
                        "start",
                        upcoming.toString(),
                        "end",
                        upcoming.plusSeconds(3600).toString(),
                        "reason",
                        nora.text("absence")),
                KEY,
                unique()));
        created(post("/v1/calendars", Map.of("user", nora.id, "name", nora.text("calendar"))));
        deactivated(nora.id);
        return nora;
    }

    @Test
    void of_somebody_who_is_erased_nothing_is_left_in_any_column_of_either_database() throws SQLException {
        var nora = everywhere();
        var places = new TreeSet<String>();
        for (var piece : nora.pieces().entrySet()) {
            var found = places(piece.getValue());
            assertFalse(found.isEmpty(), piece.getKey());
            places.addAll(found);
        }
        assertEquals(
                Set.of(
                        "shifts.absence.reason",
                        "shifts.calendar.name",
                        "shifts.calendar_event.notes",
                        "shifts.change.actor",
                        "shifts.change.state",
                        "shifts.change_row.actor",
                        "shifts.change_row.notes",
                        "shifts.change_row.override_reason",
                        "shifts.former_assignment.notes",
                        "shifts.idempotency_key.answer",
                        "shifts.idempotency_key.key",
                        "shifts.published_shift.notes",
                        "shifts.published_shift.override_reason",
                        "shifts.shift.notes",
                        "shifts.shift.override_reason",
                        "shifts.swap.reason",
                        "users.change.actor",
                        "users.change.state",
                        "users.idempotency_key.answer",
                        "users.idempotency_key.key",
                        "users.identity.subject",
                        "users.users.email",
                        "users.users.name",
                        "users.users.phone",
                        "users.users.roles"),
                places);

        erased(nora.id);
        for (var piece : nora.pieces().entrySet()) {
            assertEquals(Set.of(), places(piece.getValue()), piece.getKey());
        }
        // What stays is an id.
        assertEquals(
                Set.of(
                        "shifts.change.state",
                        "shifts.change_row.assignee_id",
                        "shifts.erasure.person_id",
                        "shifts.published_shift.assignee_id",
                        "shifts.calendar_event.person_id",
                        "shifts.shift.assignee_id",
                        "shifts.swap.offered_by",
                        "users.change.row_id",
                        "users.change.state"),
                places(nora.id));
    }

    @Test
    void everything_goes_on_without_them() throws SQLException {
        var nora = everywhere();
        String worked = get(PEOPLE + "/" + nora.id + "/shifts?from=2024-03-01T00:00:00Z")
                .path("items[0].id");
        String feed = created(post("/v1/calendars", Map.of("user", id(user())))).path("path");
        var people = Follower.fromNow(USERS + "/changes");
        erased(nora.id);

        get(USERS + "/" + nora.id).then().statusCode(404);
        get(USERS + "/" + nora.id + "/names").then().statusCode(404);
        get(USERS + "?prefix=nora%20ne").then().body("items.findAll { it.id == '" + nora.id + "' }", empty());
        String march = "?from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z";
        String about = PEOPLE + "/" + nora.id;
        get(about + "/shifts" + march).then().statusCode(200).body("items.id", contains(worked));
        get(about + "/shifts/claimable").then().statusCode(422);
        get(about + "/hours?from=2024-03-01T00:00:00Z&weeks=1")
                .then()
                .statusCode(200)
                .body("weeks.hours", contains("PT8H"));
        get("/v1/absences?user=" + nora.id + "&from=2024-03-01T00:00:00Z")
                .then()
                .body("items", empty());
        get("/v1/calendars?user=" + nora.id).then().body("items", empty());
        get("/v1/swaps?user=" + nora.id).then().body("items.reason", contains(nullValue()));
        get(feed).then().statusCode(200);
        refused(shiftFor(nora.id), 422, "urn:rota:assignee-not-plannable");

        // A planner can still find, and change, what she worked.
        var shown = get(SHIFTS + "/" + worked);
        shown.then()
                .statusCode(200)
                .body("notes", nullValue())
                .body("overrideReason", is("erased"))
                .body("assignee", is(nora.id));
        get(SHIFTS + "/" + worked + "?view=published")
                .then()
                .body("notes", nullValue())
                .body("overrideReason", is("erased"));
        get(SHIFTS + "/" + worked, "If-None-Match", "\"1\"").then().statusCode(200);
        change(worked, "role", "barista");
        for (String view : List.of("planned", "published")) {
            var history = get(SHIFTS + "/" + worked + "/history?view=" + view);
            history.then().statusCode(200).body("items[0].kind", is("CREATED"));
            assertFalse(history.asString().contains(nora.text("published notes")), history::asString);
            String changes = Follower.fromTheBeginning(SHIFTS + "/changes?view=" + view)
                    .read()
                    .toString();
            assertFalse(nora.pieces().values().stream().anyMatch(changes::contains));
        }

        var told = people.read().stream()
                .filter(change -> nora.id.equals(((Map<?, ?>) change.get("user")).get("id")))
                .toList();
        assertEquals(
                List.of("ERASED"),
                told.stream().map(change -> change.get("kind")).toList());
        assertEquals("", ((Map<?, ?>) told.get(0).get("user")).get("name"));
        var all = Follower.fromTheBeginning(USERS + "/changes").read();
        assertFalse(nora.pieces().values().stream().anyMatch(all.toString()::contains));
    }

    private static Response shiftFor(String person) {
        return post(SHIFTS, work("assignee", person));
    }

    @Test
    void a_conflict_report_tells_of_the_erased_as_unknown_and_of_everybody_else_as_before() {
        String place = unique();
        String nora = id(user());
        String bob = id(user());
        for (String person : List.of(nora, bob)) {
            shift("start", past(), "assignee", person, "location", place, "role", "barista");
            shift(
                    "start",
                    past().plus(12, ChronoUnit.HOURS),
                    "assignee",
                    person,
                    "location",
                    place,
                    "overrideReason",
                    "Agreed with " + person);
        }
        erased(deactivated(nora));
        var report =
                get(SHIFTS + "/conflicts?location=" + place + "&from=2024-03-01T00:00:00Z&to=2024-03-03T00:00:00Z");
        report.then()
                .statusCode(200)
                .body("items.findAll { it.person == '" + bob + "' }.kind", contains("ROLE_MISSING", "SHORT_REST"))
                .body(
                        "items.findAll { it.person == '" + nora + "' }.kind",
                        contains("UNKNOWN_PERSON", "UNKNOWN_PERSON", "SHORT_REST"))
                // That it was accepted is still known, and not why.
                .body("items.findAll { it.kind == 'SHORT_REST' }.overridden", contains(true, true));
        get(SHIFTS + "/conflicts?location=" + place).then().statusCode(200).body("items", empty());
    }

    @Test
    void what_others_wrote_for_themselves_stays() throws SQLException {
        String place = unique();
        var bob = new Somebody();
        String nora = id(user());
        String key = unique();
        var claim = Map.of(
                "user",
                bob.id,
                "start",
                "2030-01-01T00:00:00Z",
                "end",
                "2030-01-02T00:00:00Z",
                "reason",
                bob.text("absence"));
        var asked = created(post("/v1/absences", claim, KEY, key));
        created(post("/v1/calendars", Map.of("user", bob.id, "name", bob.text("calendar"))));
        // Hers before, and his with other notes.
        String shared = id(shift(
                "start", past(), "assignee", nora, "notes", "Hers " + place, "location", place, "status", "PUBLISHED"));
        patch(
                        SHIFTS + "/" + shared,
                        Map.of("assignee", bob.id, "notes", bob.text("notes"), "status", "PUBLISHED"),
                        "If-Match",
                        "*")
                .then()
                .statusCode(200);
        recordedAs(bob.email, "shifts", shared);
        var before = new LinkedHashMap<String, Set<String>>();
        for (var piece : bob.pieces().entrySet()) {
            before.put(piece.getKey(), places(piece.getValue()));
        }
        var version = get(SHIFTS + "/" + shared).path("version");
        erased(deactivated(nora));

        for (var piece : bob.pieces().entrySet()) {
            assertEquals(before.get(piece.getKey()), places(piece.getValue()), piece.getKey());
        }
        assertEquals(Set.of(), places("Hers " + place));
        get(SHIFTS + "/" + shared).then().body("notes", is(bob.text("notes"))).body("version", is(version));
        assertEquals(asked.asString(), post("/v1/absences", claim, KEY, key).asString());
    }

    /** A copy is of the shift and not of the person. */
    @Test
    void followers_of_shifts_are_told_that_texts_are_gone() {
        String nora = id(user());
        String notes = unique();
        String worked = id(shift("start", past(), "assignee", nora, "notes", notes, "status", "PUBLISHED"));
        var followers = List.of(
                Follower.fromNow(SHIFTS + "/changes?view=planned"),
                Follower.fromNow(SHIFTS + "/changes?view=published"));
        deactivated(nora);
        delete(PEOPLE + "/" + nora, TOKEN, Tokens.of(Tokens.ADMINISTRATOR))
                .then()
                .statusCode(204);
        for (var follower : followers) {
            var changes = follower.read().stream()
                    .filter(change -> worked.equals(((Map<?, ?>) change.get("shift")).get("id")))
                    .toList();
            assertEquals(
                    List.of("UPDATED administrator 1 null"),
                    changes.stream()
                            .map(change -> {
                                var shift = (Map<?, ?>) change.get("shift");
                                return change.get("kind") + " " + change.get("actor") + " " + shift.get("version") + " "
                                        + shift.get("notes");
                            })
                            .toList());
        }
    }

    @Test
    void users_records_too_who_has_erased() {
        var people = Follower.fromNow(USERS + "/changes");
        String nora = deactivated(id(user()));
        delete(PEOPLE + "/" + nora, TOKEN, Tokens.of(Tokens.ADMINISTRATOR))
                .then()
                .statusCode(204);
        assertEquals(
                List.of(Tokens.ADMINISTRATOR),
                people.read().stream()
                        .filter(change -> "ERASED".equals(change.get("kind"))
                                && nora.equals(((Map<?, ?>) change.get("user")).get("id")))
                        .map(change -> change.get("actor"))
                        .toList());
    }

    @Test
    void a_repetition_changes_nothing_and_an_id_of_nobody_is_unknown() throws SQLException {
        var nora = everywhere();
        erased(nora.id);
        var follower = Follower.fromNow(SHIFTS + "/changes");
        var people = Follower.fromNow(USERS + "/changes");
        erased(nora.id);
        delete(USERS + "/" + nora.id).then().statusCode(204);
        assertEquals(List.of(), follower.read());
        assertEquals(List.of(), people.read());

        String nobody = UUID.randomUUID().toString();
        refused(erase(nobody), 404, NO_TYPE);
        refused(delete(USERS + "/" + nobody), 404, NO_TYPE);
        // An operator had to do it by hand before there was this.
        String deleted = id(user("name", "Deleted " + nora.t));
        try (var operator = Databases.connection("users");
                var statement = operator.createStatement()) {
            statement.execute("DELETE FROM users WHERE id = '" + deleted + "'");
        }
        get(USERS + "/" + deleted + "/names").then().statusCode(200).body("status", is("INACTIVE"));
        erased(deleted);
        assertEquals(Set.of(), places("Deleted " + nora.t));
    }

    @Test
    void whoever_is_active_is_not_erased() throws SQLException {
        var nora = everywhere();
        post(USERS + "/" + nora.id + "/reactivate", null).then().statusCode(200);
        var before = places(nora.t);
        refused(erase(nora.id), 409, ACTIVE);
        refused(delete(USERS + "/" + nora.id), 409, ACTIVE);
        assertEquals(before, places(nora.t));
        assertFalse(places(nora.text("absence")).isEmpty());
        deactivated(nora.id);
        erased(nora.id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"planned", "published", "running"})
    void whoever_still_has_a_shift_in_either_edition_is_not_erased(String which) throws SQLException {
        String notes = unique();
        String nora = id(user());
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        shift("start", past(), "assignee", nora);
        String over = id(shift("start", now.plus(40, ChronoUnit.DAYS), "assignee", nora));
        delete(SHIFTS + "/" + over, "If-Match", "*").then().statusCode(200);
        String left = id(shift(
                "start",
                now.plus(which.equals("running") ? Duration.ofHours(-1) : Duration.ofDays(30)),
                "assignee",
                nora,
                "notes",
                notes,
                "status",
                which.equals("published") ? "PUBLISHED" : "DRAFT"));
        if (which.equals("published")) {
            delete(SHIFTS + "/" + left, "If-Match", "*").then().statusCode(200);
        }
        deactivated(nora);
        refused(erase(nora), 409, NOT_OVER).then().body("shifts.id", contains(left));
        assertFalse(places(notes).isEmpty());
        get(USERS + "/" + nora).then().statusCode(200);
        if (which.equals("published")) {
            post(
                            SHIFTS + "/publish",
                            Map.of(
                                    "from",
                                    now.plus(29, ChronoUnit.DAYS).toString(),
                                    "to",
                                    now.plus(32, ChronoUnit.DAYS).toString(),
                                    "user",
                                    nora))
                    .then()
                    .statusCode(200);
        } else {
            delete(SHIFTS + "/" + left, "If-Match", "*").then().statusCode(200);
        }
        erased(nora);
        assertEquals(Set.of(), places(notes));
    }

    @Test
    void a_key_of_before_does_not_answer_with_the_person() throws SQLException {
        var nora = new Somebody();
        deactivated(nora.id);
        assertEquals(nora.id, id(post(USERS, nora.registration, KEY, nora.key)));
        erased(nora.id);
        assertNotEquals(nora.id, id(created(post(USERS, nora.registration, KEY, nora.key))));
    }

    @Test
    void users_alone_erases_its_half_and_the_rest_can_follow() throws SQLException {
        var nora = everywhere();
        delete(USERS + "/" + nora.id).then().statusCode(204);
        assertTrue(places(nora.t).stream().noneMatch(place -> place.startsWith("users.")));
        assertFalse(places(nora.text("absence")).isEmpty());
        erased(nora.id);
        for (var text : nora.texts.entrySet()) {
            assertEquals(Set.of(), places(text.getValue()), text.getKey());
        }
    }

    @Test
    void a_shift_that_is_being_planned_meanwhile_is_waited_for() throws SQLException {
        String nora = deactivated(id(user()));
        try (var planner = Databases.connection("shifts");
                var statement = planner.createStatement()) {
            planner.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)"
                            + " VALUES (gen_random_uuid(), '" + nora
                            + "', now() + interval '1 day', now() + interval '25 hours', 'UTC', 'here', 'DRAFT', 0, now(), now())");
            var answer = CompletableFuture.supplyAsync(() -> erase(nora));
            await().atMost(10, SECONDS).until(() -> isAnybodyWaiting() || answer.isDone());
            planner.commit();
            refused(answer.join(), 409, NOT_OVER);
        }
    }

    private static boolean isAnybodyWaiting() throws SQLException {
        try (var connection = Databases.connection("shifts");
                var waiting = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")) {
            waiting.next();
            return waiting.getBoolean(1);
        }
    }

    /** Users said before that the person is active; whoever is told 40001 tries again, and is told of nobody then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO calendar (id, person_id, token_digest, version, created_at) VALUES (gen_random_uuid(), '%1$s', gen_random_uuid(), 0, now())",
                "INSERT INTO absence (id, person_id, starts_at, ends_at, status, version, created_at, updated_at)"
                        + " VALUES (gen_random_uuid(), '%1$s', now(), now() + interval '1 day', 'REQUESTED', 0, now(), now())",
                "INSERT INTO swap (id, offered_id, wanted_id, offered_version, wanted_version, offered_by, wanted_from, expires_at, status, version, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), a.id, b.id, 0, 0, gen_random_uuid(), '%1$s', now(), 'OFFERED', 0, now(), now() FROM shift a, shift b WHERE a.id < b.id LIMIT 1",
                "UPDATE shift SET assignee_id = '%1$s' WHERE id = '%2$s'"
            })
    void what_was_begun_before_does_not_come_after(String write) throws SQLException {
        String open = id(shift());
        shift();
        String nora = deactivated(id(user()));
        erased(nora);
        try (var late = Databases.connection("shifts");
                var statement = late.createStatement()) {
            var refusal = assertThrows(SQLException.class, () -> statement.execute(write.formatted(nora, open)));
            assertEquals("40001", refusal.getSQLState());
        }
    }

    @Test
    void somebody_who_did_very_much_is_erased_too() throws SQLException {
        var nora = new Somebody();
        String shift = id(shift());
        try (var planner = Databases.connection("shifts");
                var statement = planner.createStatement()) {
            statement.execute("SELECT set_config('rota.actor', '" + nora.email + "', false)");
            statement.execute("DO $$ BEGIN FOR i IN 1..2500 LOOP"
                    + " UPDATE shift SET version = version + 1 WHERE id = '" + shift + "'; END LOOP; END $$");
        }
        deactivated(nora.id);
        assertFalse(places(nora.email).isEmpty());
        // It may take more than the time of one request.
        assertEquals(204, Follower.patiently(() -> erase(nora.id)).statusCode());
        assertEquals(Set.of(), places(nora.email));
    }

    @Test
    void many_are_erased_while_followers_read_and_each_is_told_once() {
        var people = Follower.fromNow(USERS + "/changes");
        var shifts = Follower.fromNow(SHIFTS + "/changes");
        var persons = Stream.generate(() -> id(user())).limit(12).toList();
        persons.forEach(person -> shift("start", past(), "assignee", person, "notes", unique(), "status", "PUBLISHED"));
        persons.forEach(Api::deactivated);
        var told = new ArrayList<Map<String, Object>>();
        together(14, i -> {
            if (i < persons.size()) {
                assertEquals(
                        204, Follower.patiently(() -> erase(persons.get(i))).statusCode());
            } else if (i == persons.size()) {
                told.addAll(people.read());
            } else {
                shifts.read();
            }
            return null;
        });
        told.addAll(people.read());
        assertEquals(
                List.copyOf(new TreeSet<>(persons)),
                told.stream()
                        .filter(change -> "ERASED".equals(change.get("kind")))
                        .map(change -> (String) ((Map<?, ?>) change.get("user")).get("id"))
                        .filter(persons::contains)
                        .sorted()
                        .toList());
        assertEquals(
                told.size(),
                told.stream().map(change -> change.get("position")).distinct().count());
        get(SHIFTS + "/changes?cursor=" + shifts.cursor()).then().statusCode(200);
    }
}
