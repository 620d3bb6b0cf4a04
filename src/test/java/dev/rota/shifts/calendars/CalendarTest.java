package dev.rota.shifts.calendars;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.send;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published shifts, as a calendar program of somebody else's reads them: ical4j. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@TestProfile(CalendarTest.AccessLog.class)
class CalendarTest {

    /** The tests leave it out otherwise. */
    public static class AccessLog implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.access-log.enabled", "true");
        }
    }

    private static final String CALENDARS = "/v1/calendars";

    /** Within what a feed shows, whenever the test runs. */
    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(7, ChronoUnit.DAYS);

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    private String ada;
    private String feed;

    @BeforeEach
    void subscribe() {
        ada = id(user());
        feed = calendar().path("path");
    }

    private Response calendar(Object... fields) {
        return created(post(CALENDARS, with(Map.of("user", ada), fields)));
    }

    private Response published(Object... fields) {
        var usual = Stream.of("assignee", ada, "start", SOON, "status", "PUBLISHED");
        return shift(Stream.concat(usual, Arrays.stream(fields)).toArray());
    }

    private static Response change(String shift, Object... fields) {
        var answer = patch(
                SHIFTS + "/" + shift,
                with(Map.of(), fields),
                "If-Match",
                "*",
                "Content-Type",
                "application/merge-patch+json");
        answer.then().statusCode(200);
        return answer;
    }

    private void publish() {
        post(SHIFTS + "/publish", with(Map.of("user", ada), "from", SOON, "to", SOON.plus(1, ChronoUnit.DAYS)))
                .then()
                .statusCode(200);
    }

    /** The body, in octets. */
    private static byte[] read(String feed) {
        var answer = get(feed);
        answer.then().statusCode(200).header("Content-Type", is("text/calendar;charset=UTF-8"));
        return answer.asByteArray();
    }

    private static Calendar parsed(String feed) {
        try {
            var calendar = new CalendarBuilder().build(new StringReader(new String(read(feed), UTF_8)));
            var result = calendar.validate();
            assertEquals(List.of(), List.copyOf(result.getEntries()));
            return calendar;
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }

    private static List<VEvent> events(String feed) {
        return parsed(feed).getComponents("VEVENT");
    }

    private static VEvent event(String feed) {
        var events = events(feed);
        assertEquals(1, events.size());
        return events.get(0);
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).map(Property::getValue).orElse(null);
    }

    private static void execute(String sql) {
        try (var database = Databases.connection("shifts");
                var statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
    }

    // ------------------------------------------------------------------------------------------------ the shifts

    @Test
    void a_feed_shows_the_published_shifts_of_its_person() {
        var shift = published("role", "barista", "notes", "Bring the key.");
        shift("assignee", ada, "start", SOON.plus(1, ChronoUnit.DAYS));
        published("assignee", id(user()));
        published("assignee", null);
        var event = event(feed);
        assertEquals(id(shift) + "@rota", value(event, "UID"));
        assertEquals("0", value(event, "SEQUENCE"));
        assertEquals(utc(SOON), value(event, "DTSTART"));
        assertEquals(utc(SOON.plus(8, ChronoUnit.HOURS)), value(event, "DTEND"));
        assertEquals("barista, Harbour café", value(event, "SUMMARY"));
        assertEquals("Harbour café", value(event, "LOCATION"));
        assertEquals("Bring the key.", value(event, "DESCRIPTION"));
        assertEquals("CONFIRMED", value(event, "STATUS"));
        String changed = utc(Instant.parse(shift.path("updatedAt")));
        assertEquals(changed, value(event, "DTSTAMP"));
        assertEquals(changed, value(event, "LAST-MODIFIED"));
    }

    @Test
    void what_a_shift_does_not_say_is_left_out() {
        published();
        var event = event(feed);
        assertEquals("Harbour café", value(event, "SUMMARY"));
        assertEquals(null, value(event, "DESCRIPTION"));
    }

    @Test
    void a_person_without_shifts_has_a_calendar_too() {
        assertEquals(List.of(), events(feed));
    }

    @Test
    void a_calendar_has_the_name_that_it_was_given() {
        String named = calendar("name", "Ada's shifts; all, of them").path("path");
        assertEquals(
                "Ada's shifts; all, of them",
                parsed(named).getProperty("NAME").orElseThrow().getValue());
        assertEquals("Rota", parsed(feed).getProperty("NAME").orElseThrow().getValue());
    }

    @Test
    void a_change_is_the_same_event_with_a_higher_sequence_once_it_is_published() {
        String shift = id(published());
        change(shift, "end", SOON.plus(4, ChronoUnit.HOURS), "notes", "Until noon.");
        assertEquals("0", value(event(feed), "SEQUENCE"));
        publish();
        var event = event(feed);
        assertEquals(shift + "@rota", value(event, "UID"));
        assertEquals("2", value(event, "SEQUENCE"));
        assertEquals(utc(SOON.plus(4, ChronoUnit.HOURS)), value(event, "DTEND"));
        assertEquals("Until noon.", value(event, "DESCRIPTION"));
    }

    @Test
    void a_cancelled_shift_stays_as_cancelled_once_that_is_published() {
        String shift = id(published());
        delete(SHIFTS + "/" + shift, "If-Match", "*").then().statusCode(200);
        assertEquals("CONFIRMED", value(event(feed), "STATUS"));
        publish();
        var event = event(feed);
        assertEquals("CANCELLED", value(event, "STATUS"));
        assertEquals("1", value(event, "SEQUENCE"));
        assertEquals(utc(SOON), value(event, "DTSTART"));
    }

    @Test
    void a_shift_that_goes_to_somebody_else_is_cancelled_for_who_had_it() {
        String shift = id(published("notes", "As Ada knows it."));
        String grace = id(user());
        var later = SOON.plus(1, ChronoUnit.HOURS);
        change(shift, "assignee", grace, "start", later, "notes", "As Grace knows it.");
        assertEquals("CONFIRMED", value(event(feed), "STATUS"));
        publish();
        var event = event(feed);
        assertEquals(shift + "@rota", value(event, "UID"));
        assertEquals("CANCELLED", value(event, "STATUS"));
        assertEquals("2", value(event, "SEQUENCE"));
        assertEquals(utc(SOON), value(event, "DTSTART"));
        assertEquals("As Ada knows it.", value(event, "DESCRIPTION"));
        var hers = event(calendar("user", grace).path("path"));
        assertEquals(shift + "@rota", value(hers, "UID"));
        assertEquals("CONFIRMED", value(hers, "STATUS"));
        assertEquals(utc(later), value(hers, "DTSTART"));
    }

    @Test
    void a_shift_that_becomes_open_is_cancelled_for_who_had_it() {
        String shift = id(published());
        change(shift, "assignee", null, "status", "PUBLISHED");
        assertEquals("CANCELLED", value(event(feed), "STATUS"));
        assertEquals("1", value(event(feed), "SEQUENCE"));
    }

    @Test
    void who_releases_a_shift_and_claims_it_again_has_it_once() {
        String claim = SHIFTS + "/" + id(published("assignee", null)) + "/claim";
        post(claim, Map.of("user", ada)).then().statusCode(200);
        assertEquals("CONFIRMED", value(event(feed), "STATUS"));
        delete(claim, "If-Match", "*").then().statusCode(200);
        assertEquals("CANCELLED", value(event(feed), "STATUS"));
        assertEquals("2", value(event(feed), "SEQUENCE"));
        post(claim, Map.of("user", ada)).then().statusCode(200);
        assertEquals("CONFIRMED", value(event(feed), "STATUS"));
        assertEquals("3", value(event(feed), "SEQUENCE"));
        delete(claim, "If-Match", "*").then().statusCode(200);
        assertEquals("CANCELLED", value(event(feed), "STATUS"));
        assertEquals("4", value(event(feed), "SEQUENCE"));
    }

    @Test
    void a_change_of_a_shift_that_one_had_once_is_no_more_news() {
        String shift = id(published());
        change(shift, "assignee", null, "status", "PUBLISHED");
        String before = new String(read(feed), UTF_8);
        change(shift, "location", "Station kiosk", "status", "PUBLISHED");
        change(shift, "assignee", id(user()), "status", "PUBLISHED");
        assertEquals(before, new String(read(feed), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"-29, false", "-27, true", "181, true", "183, false"})
    void a_feed_shows_four_weeks_back_and_26_weeks_ahead(int days, boolean shown) {
        var start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(days, ChronoUnit.DAYS);
        published("start", start);
        assertEquals(shown ? 1 : 0, events(feed).size());
    }

    @Test
    void a_feed_shows_a_thousand_shifts_and_no_more() {
        execute("""
                INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                SELECT gen_random_uuid(), '%s', start, start + interval '1 minute', 'UTC', 'Kiosk', 'PUBLISHED', 0, now(), now()
                FROM generate_series(timestamptz '%s', timestamptz '%s' + interval '1000 minutes', interval '1 minute') AS start
                """.formatted(ada, SOON, SOON));
        var events = events(feed);
        assertEquals(1_000, events.size());
        assertEquals(utc(SOON), value(events.get(0), "DTSTART"));
        assertEquals(utc(SOON.plus(999, ChronoUnit.MINUTES)), value(events.get(999), "DTSTART"));
    }

    /** How it is written is tested in {@code ICalendarTest}. */
    @Test
    void a_text_of_any_characters_arrives_as_it_was_written() {
        String text = "back\\slashes, é€\ud83d\ude00; END:VEVENT\n" + "é".repeat(100);
        published("notes", text, "location", "Café, bar; and more", "role", "barista");
        var event = event(feed);
        assertEquals(text, value(event, "DESCRIPTION"));
        assertEquals("Café, bar; and more", value(event, "LOCATION"));
        assertEquals("barista, Café, bar; and more", value(event, "SUMMARY"));
    }

    // ------------------------------------------------------------------------------------------------ HTTP

    @Test
    void a_feed_is_the_same_to_the_octet_until_something_is_published() {
        String shift = id(published());
        var first = get(feed);
        String tag = first.header("ETag");
        first.then().header("Cache-Control", is("private, no-cache"));
        assertEquals(whole(first), whole(get(feed)));
        var unchanged = get(feed, "If-None-Match", tag);
        unchanged.then().statusCode(304).header("ETag", is(tag)).header("Cache-Control", is("private, no-cache"));
        assertEquals("", unchanged.asString());
        change(shift, "status", "PUBLISHED", "start", SOON);
        get(feed, "If-None-Match", tag).then().statusCode(304);
        change(shift, "notes", "News.", "status", "PUBLISHED");
        var changed = get(feed, "If-None-Match", tag);
        changed.then().statusCode(200);
        assertNotEquals(tag, changed.header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/calendar", "text/*", "*/*", "text/html, */*;q=0.1"})
    void a_feed_is_for_every_program_that_takes_a_calendar(String accept) {
        get(feed, "Accept", accept).then().statusCode(200).header("Content-Type", is("text/calendar;charset=UTF-8"));
    }

    @Test
    void a_feed_is_nothing_but_a_calendar() {
        refused(get(feed, "Accept", "application/json"), 406, NO_TYPE);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            refused(send(method, feed, null), 405, NO_TYPE);
        }
    }

    @Test
    void a_token_that_is_revoked_and_one_that_never_was_get_the_same_answer() {
        var calendar = calendar();
        String path = calendar.path("path");
        read(path);
        var revoked = delete(CALENDARS + "/" + id(calendar), "If-Match", "\"0\"");
        revoked.then().statusCode(200).header("ETag", is("\"1\"")).body("revokedAt", notNullValue());
        var answer = refused(get(path), 404, NO_TYPE);
        String token = path.replaceFirst(".*/(.*)\\.ics", "$1");
        for (String unknown : List.of(
                token.substring(1),
                token.replace(token.charAt(0), token.charAt(0) == 'A' ? 'B' : 'A'),
                UUID.randomUUID().toString(),
                "x".repeat(8_000))) {
            assertEquals(whole(answer), whole(get("/v1/feeds/" + unknown + ".ics")));
        }
        read(feed);
    }

    @Test
    void revoking_twice_changes_nothing() {
        String calendar = CALENDARS + "/" + id(calendar());
        var first = delete(calendar, "If-Match", "*");
        first.then().statusCode(200);
        assertEquals(whole(first), whole(delete(calendar, "If-Match", "\"1\"")));
        assertEquals(whole(first), whole(get(calendar)));
    }

    @Test
    void the_token_is_told_once_and_kept_nowhere() throws SQLException {
        var calendar = calendar("name", "Phone");
        String path = calendar.path("path");
        String at = CALENDARS + "/" + id(calendar);
        calendar.then()
                .header("Cache-Control", is("no-store"))
                .body("user", is(ada))
                .body("name", is("Phone"))
                .body("path", matchesPattern("/v1/feeds/[A-Za-z0-9_-]{43}\\.ics"))
                .body("revokedAt", nullValue());
        get(at).then().statusCode(200).body("name", is("Phone")).body("path", nullValue());
        get(CALENDARS + query("user", ada)).then().body("items.path", is(Arrays.asList(null, null)));
        String token = path.substring("/v1/feeds/".length(), path.length() - ".ics".length());
        try (var database = Databases.connection("shifts");
                var statement = database.createStatement();
                var found = statement.executeQuery(("SELECT count(*) FROM (SELECT c::text FROM calendar c UNION ALL"
                                + " SELECT k::text FROM idempotency_key k) AS kept(row) WHERE strpos(row, '%s') > 0")
                        .formatted(token))) {
            assertTrue(found.next());
            assertEquals(0, found.getInt(1));
        }
    }

    @Test
    void the_token_is_in_no_log_and_no_metric() {
        String token = feed.substring("/v1/feeds/".length(), feed.length() - ".ics".length());
        String encoded = "%%%02X".formatted((int) token.charAt(0)) + token.substring(1);
        var lines = new CopyOnWriteArrayList<String>();
        var format = new PatternFormatter("%s%e");
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(format.format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            get(feed + "?x=1").then().statusCode(400);
            get("/v1/feeds/" + encoded + ".ics").then().statusCode(400);
            get(feed + ";x").then().statusCode(400);
            get("/v1/feeds/" + token).then().statusCode(404);
            get("/v1/nothing/" + token).then().statusCode(404);
            get(feed, "Accept", "application/json").then().statusCode(406);
            post(feed, "{}").then().statusCode(405);
            get("/v1/shifts/now?user=" + ada).then().statusCode(200);
            // Each is written when its answer is on its way.
            await().until(() -> lines.stream().filter(CalendarTest::isAccess).count() == 8);
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("\"GET /v1/feeds/***?x=1 HTTP/1.1\" 400 ")),
                lines::toString);
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("\"POST /v1/feeds/*** HTTP/1.1\" 405 ")),
                lines::toString);
        String secret = token.substring(1);
        assertFalse(lines.stream().anyMatch(line -> line.contains(secret)), lines::toString);
        await().until(() -> metrics().contains("uri=\"/v1/feeds/{token}.ics\""));
        assertFalse(metrics().contains(secret));
    }

    private static boolean isAccess(String line) {
        // shifts asks users meanwhile, which is in this log too here.
        return line.startsWith("\"") && !line.contains("/v1/users/");
    }

    private String metrics() {
        return get(metrics.toString(), "Accept", "text/plain").asString();
    }

    @Test
    void a_person_has_several_calendars_each_revoked_by_itself() {
        published();
        var phone = calendar("name", "Phone");
        delete(CALENDARS + "/" + id(phone), "If-Match", "*").then().statusCode(200);
        var laptop = calendar("name", "Laptop");
        assertEquals(1, events(feed).size());
        assertEquals(1, events(laptop.path("path")).size());
        refused(get(phone.path("path")), 404, NO_TYPE);
        calendar("user", id(user()));
        String hers = CALENDARS + query("user", ada);
        get(hers).then().body("items.name", is(Arrays.asList(null, "Phone", "Laptop")));
        assertEquals(get(hers).path("items.id"), walk(hers + "&limit=1"));
    }

    @Test
    void the_same_key_makes_another_calendar() {
        String key = unique();
        var body = Map.of("user", ada);
        var first = created(post(CALENDARS, body, "Idempotency-Key", key));
        var second = created(post(CALENDARS, body, "Idempotency-Key", key));
        assertNotEquals(first.<String>path("path"), second.<String>path("path"));
        assertNotEquals(id(first), id(second));
    }

    @Test
    void only_an_active_person_gets_a_calendar() {
        refused(post(CALENDARS, Map.of("user", UUID.randomUUID())), 403, "urn:rota:not-yours");
        refused(post(CALENDARS, Map.of("user", deactivated(id(user())))), 403, "urn:rota:person-unknown");
    }

    @Test
    void a_leavers_calendar_ends_with_the_deactivation_and_comes_back_with_the_reactivation() {
        published();
        var before = get(feed);
        String calendar = CALENDARS + "/" + get(CALENDARS + "?user=" + ada).path("items[0].id");
        var nobodys = get("/v1/feeds/" + "x".repeat(43) + ".ics");
        deactivated(ada);
        for (var answer : List.of(get(feed), get(feed, "If-None-Match", before.header("ETag")))) {
            refused(answer, 404, NO_TYPE);
            assertEquals(nobodys.asString(), answer.asString());
        }
        get(calendar).then().statusCode(200).body("revokedAt", nullValue());
        post(USERS + "/" + ada + "/reactivate", null).then().statusCode(200);
        assertEquals(whole(before), whole(get(feed)));
    }

    @Test
    void a_calendar_that_is_not_asked_for_properly_is_not_made() {
        for (Object name : List.of("", "x".repeat(101), "a\nb", "a\u0007b", "\u00a0", "\u200b", 7)) {
            refused(post(CALENDARS, Map.of("user", ada, "name", name)), 400, NO_TYPE, "name");
        }
        assertEquals(
                1,
                get(CALENDARS + query("user", ada))
                        .<List<String>>path("items.id")
                        .size());
    }
}
