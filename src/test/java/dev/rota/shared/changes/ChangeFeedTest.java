package dev.rota.shared.changes;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.with;
import static dev.rota.support.Follower.patiently;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import dev.rota.support.Follower;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every change feed. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ChangeFeedTest {

    private static Connection database(Feed feed) throws SQLException {
        return Databases.connection(feed.resource.module());
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The column of one query. */
    private static <T> List<T> select(Connection connection, Class<T> type, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<T>();
            while (rows.next()) {
                values.add(rows.getObject(1, type));
            }
            return values;
        }
    }

    /** As a reader does. Returns the last position. */
    private static long place(Connection connection, Feed feed) throws SQLException {
        return select(connection, Long.class, "SELECT (place_changes('" + feed.table + "')).position")
                .get(0);
    }

    private static List<String> ids(Feed feed, List<Map<String, Object>> changes) {
        return changes.stream().map(feed::idOf).toList();
    }

    // ------------------------------------------------------------------------------------------------ pages

    @ParameterizedTest
    @EnumSource
    void pages_lead_on_to_the_end_and_from_there_to_what_comes_later(Feed feed) {
        String items = "items." + feed.field + ".id";
        String cursor = Follower.fromNow(feed.path()).cursor();
        var ids = Stream.generate(feed::create).limit(3).toList();
        var first = get(feed.path("limit=2&cursor=" + cursor));
        first.then()
                .body(items, is(ids.subList(0, 2)))
                .body("more", is(true))
                .header("Link", containsString("cursor=" + first.path("next")));
        var second = get(feed.path("limit=2&cursor=" + first.path("next")));
        second.then().body(items, is(ids.subList(2, 3))).body("more", is(false)).header("Link", nullValue());
        var end = get(feed.path("limit=2&cursor=" + second.path("next")));
        end.then().body("items", hasSize(0)).body("more", is(false)).body("next", is((String) second.path("next")));
        String later = feed.create();
        get(feed.path("limit=2&cursor=" + end.path("next"))).then().body(items, is(List.of(later)));
        // The same cursor gives the same changes again.
        get(feed.path("limit=1&cursor=" + cursor)).then().body(items, is(ids.subList(0, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void whoever_begins_without_a_cursor_has_all_there_is(Feed feed) throws SQLException {
        feed.create();
        var copy = new HashMap<String, Integer>();
        for (var change : Follower.fromTheBeginning(feed.path()).read()) {
            if (Set.of("DELETED", "ERASED").contains(change.get("kind"))) {
                copy.remove(feed.idOf(change));
            } else {
                copy.put(feed.idOf(change), feed.versionOf(change));
            }
        }
        try (var database = database(feed)) {
            var missing =
                    new HashSet<>(select(database, String.class, "SELECT id || ' ' || version FROM " + feed.table));
            var tooMany = copy.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .filter(one -> !missing.remove(one))
                    .toList();
            assertEquals(List.of(), tooMany);
            assertEquals(Set.of(), missing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_of_another_feed_or_list_is_refused(Feed feed) {
        String t = unique();
        for (String place : List.of("a", "b")) {
            created(post(feed.resource.path(), feed.resource.listed(t, place, "barista")));
        }
        var others = Arrays.stream(Feed.values())
                .filter(other -> other != feed)
                .map(other -> Follower.fromNow(other.path()).cursor());
        String ofTheList = patiently(feed.resource.list(t, "limit", 1)).path("next");
        // A position of no feed.
        String ofNone = "MTAxOTgwYTVmLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMQ";
        Stream.concat(others, Stream.of(ofTheList, ofNone))
                .forEach(cursor -> refused(get(feed.path("cursor=" + cursor)), 400, NO_TYPE, "cursor"));
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_that_is_ahead_of_the_database_is_refused(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        feed.create();
        follower.read();
        // As after restoring an older backup; waiting for the positions to be assigned again would miss changes.
        try (var operator = database(feed)) {
            execute(operator, "UPDATE feed SET position = position - 1 WHERE name = '" + feed.table + "'");
            try {
                refused(get(feed.path("cursor=" + follower.cursor())), 400, NO_TYPE, "cursor");
            } finally {
                execute(operator, "UPDATE feed SET position = position + 1 WHERE name = '" + feed.table + "'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void followers_go_on_after_what_an_operator_has_erased(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        String erased = feed.create();
        try (var operator = database(feed)) {
            execute(operator, "DELETE FROM " + feed.table + " WHERE id = '" + erased + "'");
            int last = (Integer) follower.read().get(1).get("position");
            execute(operator, "DELETE FROM change WHERE row_id = '" + erased + "' AND feed = '" + feed.table + "'");
            feed.create();
            assertEquals(List.of(last + 1), follower.read("position"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_long_backlog_is_worked_off_bit_by_bit(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        try (var database = database(feed)) {
            int rows = execute(database, feed.insert(1_234));
            long first = place(database, feed);
            assertEquals(
                    List.of(rows - 1_000L),
                    select(
                            database,
                            Long.class,
                            "SELECT count(*) FROM change WHERE feed = '%s' AND position IS NULL"
                                    .formatted(feed.table)));
            assertEquals(first + rows - 1_000, place(database, feed));
            assertEquals(first + rows - 1_000, place(database, feed));
            assertEquals(
                    IntStream.rangeClosed(1, rows).boxed().toList(),
                    follower.read().stream().map(feed::versionOf).toList());
        }
    }

    // ------------------------------------------------------------------------------------------------ all at once

    @ParameterizedTest
    @EnumSource
    void a_change_that_came_first_and_committed_last_is_told_last_and_not_missed(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        try (var slow = database(feed);
                var quick = database(feed)) {
            slow.setAutoCommit(false);
            execute(slow, feed.insert(first));
            execute(quick, feed.insert(second));
            assertEquals(List.of(second.toString()), ids(feed, follower.read()));
            slow.commit();
            assertEquals(List.of(first.toString()), ids(feed, follower.read()));
            assertEquals(List.of(), follower.read());
            // By the sequence alone, whoever had seen the second one would have been past the first one.
            assertEquals(
                    List.of(first, second),
                    select(
                            quick,
                            UUID.class,
                            "SELECT row_id FROM change WHERE feed = '%s' AND row_id IN ('%s', '%s') ORDER BY seq"
                                    .formatted(feed.table, first, second)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readers_at_the_same_moment_take_turns(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        String first = feed.create();
        try (var other = database(feed);
                var watch = database(feed)) {
            other.setAutoCommit(false);
            place(other, feed);
            String second = feed.create();
            var changes = CompletableFuture.supplyAsync(follower::read);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !select(
                                    watch,
                                    Integer.class,
                                    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                            + " AND query LIKE '%place_changes%'")
                            .isEmpty());
            other.commit();
            assertEquals(List.of(first, second), ids(feed, changes.join()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_that_gives_up_takes_no_change_with_it(Feed feed) throws SQLException {
        var follower = Follower.fromNow(feed.path());
        String id = feed.create();
        try (var other = database(feed)) {
            other.setAutoCommit(false);
            place(other, feed);
            other.rollback();
        }
        assertEquals(List.of(id), ids(feed, follower.read()));
    }

    /** The first feed tells of every change, another one of those that are published. */
    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void however_many_write_at_once_a_follower_has_every_change_exactly_once_and_those_of_each_in_order(
            Resource resource) throws SQLException {
        int writers = 8;
        var feeds = Arrays.stream(Feed.values())
                .filter(feed -> feed.resource == resource)
                .toList();
        var shared = Stream.generate(() -> id(resource.created())).limit(4).toList();
        var followers =
                feeds.stream().map(feed -> Follower.fromNow(feed.path())).toList();
        var told =
                feeds.stream().map(feed -> new ArrayList<Map<String, Object>>()).toList();
        var written = new ConcurrentLinkedQueue<Map<String, Object>>();
        var writing = new CountDownLatch(writers);
        together(writers + feeds.size(), thread -> {
            if (thread < feeds.size()) {
                while (writing.getCount() > 0) {
                    told.get(thread).addAll(followers.get(thread).read());
                }
                return null;
            }
            var random = new Random(thread);
            try {
                for (int i = 0; i < 20; i++) {
                    Map<String, Object> change = Map.of(resource.text(), unique());
                    if (feeds.size() > 1 && random.nextInt(3) == 0) {
                        change = with(change, "status", "PUBLISHED");
                    }
                    String one = resource.at(shared.get(random.nextInt(shared.size())));
                    var answer = random.nextInt(5) == 0
                            ? post(resource.path(), resource.body())
                            : patch(one, change, "If-Match", "*");
                    if (answer.statusCode() < 300) {
                        written.add(answer.jsonPath().getMap(""));
                    } else {
                        // Somebody else was faster, or the machine is busy.
                        assertTrue(List.of(412, 503).contains(answer.statusCode()), answer.asString());
                    }
                }
            } finally {
                writing.countDown();
            }
            return null;
        });

        try (var operator = Databases.connection(resource.module())) {
            // A write that was answered 503 may still commit later: block writes while the result is read.
            operator.setAutoCommit(false);
            execute(
                    operator,
                    feeds.stream()
                            .map(feed -> feed.table)
                            .collect(joining(", ", "LOCK TABLE ", " IN SHARE ROW EXCLUSIVE MODE")));
            for (int i = 0; i < feeds.size(); i++) {
                var feed = feeds.get(i);
                var changes = told.get(i);
                changes.addAll(followers.get(i).read());
                int first = (Integer) changes.get(0).get("position");
                assertEquals(
                        IntStream.range(first, first + changes.size()).boxed().toList(),
                        changes.stream().map(change -> change.get("position")).toList());
                // What a copy holds that took over each as it was shown last.
                changes.stream()
                        .collect(toMap(feed::idOf, feed::shown, (before, after) -> after))
                        .forEach((id, shown) -> assertEquals(
                                patiently(resource.at(id) + feed.edition)
                                        .jsonPath()
                                        .getMap(""),
                                shown));
                assertTrue(changes.size() >= shared.size(), feed + " tells of too little");
            }
        }
        var all = feeds.get(0);
        assertTrue(told.get(0).stream().map(all::shown).toList().containsAll(written));
        // One version after the other, to the last one: none is missing in between.
        told.get(0).stream().collect(groupingBy(all::idOf)).forEach((id, changes) -> {
            int first = shared.contains(id) ? 1 : 0;
            assertEquals(
                    IntStream.range(first, first + changes.size()).boxed().toList(),
                    changes.stream().map(all::versionOf).toList());
        });
    }

    // ------------------------------------------------------------------------------------------------ migration

    /**
     * @param before the version of the schema before it had the feed
     * @param recording the one from which on changes are recorded
     */
    @ParameterizedTest
    @CsvSource({"USERS, 1, 2, INACTIVE, DEACTIVATED", "PLANNED, 6?, 7, PUBLISHED, PUBLISHED"})
    void what_was_there_before_is_in_the_feed_first_whatever_is_written_meanwhile(
            Feed feed, String before, String recording, String status, String kind) throws SQLException {
        var untouched = UUID.randomUUID();
        var changed = UUID.randomUUID();
        var created = UUID.randomUUID();
        try (var database = database(feed)) {
            execute(database, "CREATE SCHEMA earlier");
            try {
                migrate(feed, before);
                execute(database, "SET search_path = earlier, public");
                execute(database, feed.insert(untouched));
                execute(database, feed.insert(changed));
                migrate(feed, recording);
                // By the version before, which serves on.
                execute(
                        database,
                        "UPDATE %s SET status = '%s', version = 1 WHERE id = '%s'"
                                .formatted(feed.table, status, changed));
                execute(database, feed.insert(created));
                migrate(feed, "latest");

                place(database, feed);
                assertEquals(
                        List.of("1 CREATED " + untouched, "2 " + kind + " " + changed, "3 CREATED " + created),
                        select(
                                database,
                                String.class,
                                "SELECT position || ' ' || kind || ' ' || row_id FROM change WHERE feed = '%s' ORDER BY seq"
                                        .formatted(feed.table)));
                assertEquals(
                        Arrays.stream(Feed.values())
                                .filter(other -> other.resource == feed.resource)
                                .map(other -> other.table + " " + (other == feed ? 3 : 0))
                                .collect(toSet()),
                        select(database, String.class, "SELECT name || ' ' || position FROM feed").stream()
                                .collect(toSet()));
            } finally {
                execute(database, "DROP SCHEMA earlier CASCADE");
            }
        }
    }

    private static void migrate(Feed feed, String target) {
        String module = feed.resource.module();
        Migrations.takingTurns(Flyway.configure())
                .dataSource(Databases.dataSource(module))
                .schemas("earlier")
                .locations("classpath:db/" + module)
                .target(target)
                .load()
                .migrate();
    }
}
