package dev.rota.statements;

import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No statement reads more than its answer needs: neither of more shifts than are asked for, nor because of statistics that
 * are out of date; and no request sends more statements than before. By buffers and numbers, which no other load on the
 * machine moves. With {@code -Dstatements.shifts=…} for other sizes,
 * and {@code -Dstatements.print=true} for the table: see {@code bench/statements}.
 */
@QuarkusTest
@QuarkusTestResource(value = MeasuredDatabase.class, restrictToAnnotatedClass = true)
class StatementsTest {

    private static final int COUNT = Integer.getInteger("statements.shifts", 30_000);
    private static final boolean PRINT = Boolean.getBoolean("statements.print");

    /** Five shifts a week of each. */
    private static final int PEOPLE_COUNT = Math.max(300, Math.min(10_000, COUNT / 50));

    private static final int WEEKS = Math.max(6, COUNT / 5 / PEOPLE_COUNT);

    private static final Instant MONDAY = Instant.now()
            .atOffset(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .truncatedTo(DAYS)
            .toInstant();

    private static final String BUSY = person(1);
    private static final String NEW = person(2);

    /**
     * What reads more than its answer, and no more than its window: open shifts that are for other roles or at times that are
     * taken.
     */
    private static final Set<String> READ_THE_WINDOW = Set.of("claimable by busy");

    /** Shifts knows its callers for a while, so that its requests ask users who somebody is, or do not. */
    private static final String OF_CALLER = "FROM identity i WHERE";

    /** What sends more than one, each with its number, from BEGIN to COMMIT; by name. */
    private static final Path SENT = Path.of("src/test/resources/statements/sent.txt");

    private static final boolean WRITE = Boolean.getBoolean("statements.write");

    MeasuredDatabase database;

    private final Map<String, List<Executed>> executed = new LinkedHashMap<>();
    private final Map<String, Integer> sent = new TreeMap<>();

    private void fill() throws SQLException, IOException {
        // What is known of tables that were nearly empty.
        fill(1, 3, 3);
        database.analyze();
        empty("users", "users", "identity", "change", "idempotency_key");
        empty(
                "shifts",
                "shift",
                "published_shift",
                "absence",
                "swap",
                "former_assignment",
                "change",
                "idempotency_key");
        fill(COUNT, PEOPLE_COUNT, WEEKS);
        // A first time everything is loaded: what a cold program asks of PostgreSQL's own tables says nothing.
        operations();
    }

    /** Without a TRUNCATE, which forgets how small they were. */
    private void empty(String module, String... tables) throws SQLException {
        database.run(
                module,
                Stream.of(tables)
                        .map(table -> "DELETE FROM " + table)
                        .collect(joining(";", "SET session_replication_role = replica;", "")));
    }

    private void fill(int shifts, int people, int weeks) throws SQLException, IOException {
        for (String module : List.of("users", "shifts")) {
            try (var script = getClass()
                    .getResourceAsStream("/statements/" + (module.equals("users") ? "people" : module) + ".sql")) {
                database.run(
                        module,
                        new String(script.readAllBytes(), UTF_8)
                                .replace("${shifts}", Integer.toString(shifts))
                                .replace("${changes}", Integer.toString(Math.min(shifts, 100_000)))
                                .replace("${people}", Integer.toString(people))
                                .replace("${weeks}", Integer.toString(weeks)));
            }
        }
    }

    @Test
    void no_statement_reads_more_than_its_answer_needs_and_no_request_sends_more_of_them()
            throws SQLException, IOException {
        fill();
        String tooMuch = measured("statistics of tables that were nearly empty");
        database.analyze();
        tooMuch += measured("statistics up to date");
        assertEquals("", tooMuch);
        assertNoOtherNumberIsSent();
    }

    /** Each costs both programs a round. */
    private void assertNoOtherNumberIsSent() throws IOException {
        String several = sent.entrySet().stream()
                .filter(operation -> operation.getValue() != 1)
                .map(operation -> "%3d  %s%n".formatted(operation.getValue(), operation.getKey()))
                .collect(joining());
        if (WRITE) {
            Files.writeString(SENT, several);
        }
        assertEquals(Files.readString(SENT), several, SENT + " is written anew with -Dstatements.write=true");
    }

    /** @return what read too much */
    private String measured(String statistics) {
        executed.clear();
        operations();
        if (PRINT) {
            System.out.printf("%n%,d shifts, %s%n%s%n%n", COUNT, statistics, table(true));
        }
        String tooMuch = table(false);
        return tooMuch.isEmpty() ? "" : "With " + statistics + ":\n" + tooMuch + "\n";
    }

    /** @param all or only those that read too much */
    private String table(boolean all) {
        return executed.entrySet().stream()
                .flatMap(operation -> operation.getValue().stream()
                        .filter(one -> all || one.readsTooMuch() && !READ_THE_WINDOW.contains(operation.getKey()))
                        .map(one -> "%-44s %8d of %6d buffers %6d rows %9.2f ms  %s | %s"
                                .formatted(
                                        operation.getKey(),
                                        one.buffers(),
                                        one.needs(),
                                        one.rows(),
                                        one.milliseconds(),
                                        one.plan(),
                                        one.sql().length() > 100
                                                ? one.sql().replaceAll("(?<=^.{50}).*(?=.{50}$)", " ... ")
                                                : one.sql())))
                .collect(joining("\n"));
    }

    // ------------------------------------------------------------------------------------------------ what is asked

    /**
     * Again where the machine is too busy for an answer in time.
     *
     * @param status that it is answered with
     */
    private Response measure(String operation, int status, Supplier<Response> request) {
        Response answer;
        long before;
        int attempts = 0;
        do {
            before = database.logged();
            answer = request.get();
        } while (answer.statusCode() == 503 && ++attempts < 10);
        String text = operation + ": " + answer.asString();
        assertEquals(status, answer.statusCode(), text);
        sent.put(operation, (int) database.sentSince(before).stream()
                .filter(statement -> !statement.contains(OF_CALLER))
                .count());
        executed.computeIfAbsent(operation, name -> new ArrayList<>()).addAll(database.executedSince(before));
        return answer;
    }

    private void ask(String operation, String path, Object... parameters) {
        measure(operation, 200, () -> get(path + query(parameters)));
    }

    private static Instant in(int days) {
        return MONDAY.plus(days, DAYS);
    }

    private void operations() {
        lists();
        ofPeople();
        reports();
        changes();
        writes();
        users();
    }

    private void lists() {
        var filters = List.of(
                "",
                "location=Harbour",
                "location=Kiosk",
                "open=true",
                "open=false",
                "role=cook",
                "role=diver",
                "status=DRAFT",
                "status=PUBLISHED",
                "status=CANCELLED",
                "user=" + BUSY,
                "user=" + NEW);
        for (String view : List.of("planned", "published")) {
            for (var filter : filters) {
                for (int days : new int[] {7, 28}) {
                    ask(
                            "list " + view + ", " + days + " days " + filter,
                            SHIFTS
                                    + query("view", view, "from", in(0), "to", in(days))
                                    + (filter.isEmpty() ? "" : "&" + filter));
                }
                ask(
                        "now " + view + " " + filter,
                        SHIFTS + "/now" + query("view", view, "at", in(1).plusSeconds(40_000))
                                + (filter.isEmpty() ? "" : "&" + filter));
            }
            String first = SHIFTS + query("view", view, "from", in(0), "to", in(28));
            String next = get(first).path("next");
            measure("list " + view + ", second page", 200, () -> get(first + "&cursor=" + next));
        }
    }

    private void ofPeople() {
        for (var person : Map.of("busy", BUSY, "new", NEW).entrySet()) {
            String path = PEOPLE + "/" + person.getValue();
            ask("shifts of " + person.getKey(), path + "/shifts");
            ask("claimable by " + person.getKey(), path + "/shifts/claimable");
            ask("hours of " + person.getKey(), path + "/hours", "weeks", 4);
            ask("absences of " + person.getKey(), "/v1/absences", "user", person.getValue());
            ask("swaps of " + person.getKey(), "/v1/swaps", "user", person.getValue());
            ask("open swaps of " + person.getKey(), "/v1/swaps", "user", person.getValue(), "status", "OFFERED");
        }
        ask("absences", "/v1/absences");
        ask("absences to decide", "/v1/absences", "status", "REQUESTED");
        ask("swaps", "/v1/swaps");
        ask("open swaps", "/v1/swaps", "status", "ACCEPTED");
        ask("expired swaps", "/v1/swaps", "status", "EXPIRED");
        ask("calendars", "/v1/calendars", "user", BUSY);
    }

    private void reports() {
        ask("conflicts of a place", SHIFTS + "/conflicts", "from", in(0), "to", in(28), "location", "Kiosk");
        ask("conflicts of busy", SHIFTS + "/conflicts", "from", in(0), "to", in(14), "user", BUSY);
        publish("publish nothing", in(0), in(7), Map.of());
        publish("publish nothing in a quarter", in(-70), in(14), Map.of());
        publish("dry run, a place", in(14), in(21), Map.of("location", "Kiosk", "dryRun", true));
        publish("dry run, a person", in(14), in(21), Map.of("user", BUSY, "dryRun", true));
    }

    private Response publish(String operation, Instant from, Instant to, Map<String, Object> more) {
        var body = new TreeMap<String, Object>(more);
        body.put("from", from.toString());
        body.put("to", to.toString());
        return measure(operation, 200, () -> post(SHIFTS + "/publish", body));
    }

    private void changes() {
        for (String view : List.of("planned", "published")) {
            for (int page = 0; page < 3; page++) {
                ask("changes " + view + ", page " + page, SHIFTS + "/changes", "view", view, "limit", 500);
            }
        }
        ask("changes of users", USERS + "/changes", "limit", 500);
    }

    private void writes() {
        String place = Api.unique();
        String open = id(measure("create open", 201, () -> post(SHIFTS, atNight(16, place, "status", "PUBLISHED"))));
        String given = id(measure(
                "create given",
                201,
                () -> post(SHIFTS, atNight(17, place, "assignee", BUSY), "Idempotency-Key", Api.unique())));
        measure("get", 200, () -> get(SHIFTS + "/" + given));
        measure("patch", 200, () -> patch(SHIFTS + "/" + given, Map.of("notes", "x"), "If-Match", "*"));
        publish("publish two", in(14), in(21), Map.of("location", place));
        measure("history", 200, () -> get(SHIFTS + "/" + given + "/history"));
        measure("claim", 200, () -> post(SHIFTS + "/" + open + "/claim", Map.of("user", BUSY)));
        measure(
                "copy",
                200,
                () -> post(
                        SHIFTS + "/copy",
                        Map.of(
                                "from",
                                in(14).toString(),
                                "to",
                                in(21).toString(),
                                "location",
                                place,
                                "weeks",
                                List.of(1))));
        String absence = id(created(measure(
                "ask for time off",
                201,
                () -> post(
                        "/v1/absences", Map.of("user", NEW, "start", in(40).toString(), "end", in(42).toString())))));
        measure("give time off", 200, () -> post("/v1/absences/" + absence + "/approve", null));
        measure("withdraw time off", 200, () -> post("/v1/absences/" + absence + "/withdraw", null));
        String other = id(created(post(SHIFTS, atNight(18, place, "assignee", NEW, "status", "PUBLISHED"))));
        String swap = id(measure(
                "offer swap",
                201,
                () -> post("/v1/swaps", Map.of("offeredBy", BUSY, "offered", given, "wanted", other))));
        measure("accept swap", 200, () -> post("/v1/swaps/" + swap + "/accept", Map.of("user", NEW)));
        measure("approve swap", 200, () -> post("/v1/swaps/" + swap + "/approve", null));
        delete(SHIFTS + "/" + other, "If-Match", "*");
        measure("cancel", 200, () -> delete(SHIFTS + "/" + given, "If-Match", "*"));
        measure("cancel open", 200, () -> delete(SHIFTS + "/" + open, "If-Match", "*"));
        publish("publish two cancellations", in(14), in(21), Map.of("location", place));
    }

    /** When nobody else works. */
    private static Map<String, Object> atNight(int day, String place, Object... fields) {
        var start = in(day).plusSeconds(2 * 3_600);
        return with(work("start", start, "end", start.plusSeconds(600), "location", place), fields);
    }

    private void users() {
        ask("people", USERS);
        ask("people by prefix", USERS, "prefix", "person 12");
        ask("people by address", USERS, "prefix", "person.12");
        ask("people by role", USERS, "role", "diver");
        ask("people who left", USERS, "status", "INACTIVE");
        ask("person", USERS + "/" + BUSY);
        ask("identities", USERS + "/" + BUSY + "/identities");
        measure("people by id", 200, () -> post(USERS + "/query", Map.of("ids", List.of(BUSY, NEW))));
        String person = id(measure("register", 201, () -> post(USERS, Api.person())));
        measure("rename", 200, () -> patch(USERS + "/" + person, Map.of("name", "Grace"), "If-Match", "*"));
    }

    private static String person(int number) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(("person " + number).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
