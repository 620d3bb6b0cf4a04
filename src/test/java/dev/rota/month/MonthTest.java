package dev.rota.month;

import static dev.rota.month.Business.json;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.with;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.month.Business.Absence;
import dev.rota.month.Business.Person;
import dev.rota.month.Business.Place;
import dev.rota.month.Business.Shift;
import dev.rota.support.Api;
import dev.rota.support.OwnDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * A business of 60 people in three places plans and works five weeks, in which the clocks change in all of them, through
 * the API of both modules. Every answer is one that is expected at that point, and at the end the databases, of this
 * test's own, break no {@link Invariant}.
 *
 * <p>{@code -Dmonth.seed} repeats who asks for what. In which order the requests arrive that are sent at once is the
 * machine's.
 */
@QuarkusTest
@QuarkusTestResource(value = OwnDatabase.class, restrictToAnnotatedClass = true)
class MonthTest {

    private static final long SEED = Long.getLong("month.seed", System.nanoTime());

    /** The first one of the next year's March, so that nothing has begun; both changes of the clock are in five weeks. */
    private static final LocalDate FIRST =
            Year.now().plusYears(1).atMonth(3).atDay(1).with(TemporalAdjusters.nextOrSame(MONDAY));

    private static final int WEEKS = 5;
    private static final int TEAM = 20;
    private static final List<String> ROLES = List.of("barista", "service", "guard");
    private static final int CONTESTS = 24;

    private static final String COPY = SHIFTS + "/copy";

    /** What has to have happened, so that what is checked at the end says something. */
    private static final Set<String> STORY = Set.of(
            "plan 201",
            "plan 409",
            "plan 422",
            "approve 200",
            "approve 409",
            "decline 200",
            "withdraw 200",
            "withdraw 409",
            "deactivate 200",
            "copy 200",
            "publish 200",
            "claim 200",
            "claim 409",
            "claim 422",
            "release 200",
            "release 409",
            "release 412",
            "edit 200",
            "edit 409",
            "edit 412",
            "edit 428",
            "cancel 200",
            "offer swap 201",
            "offer swap 409",
            "accept swap 200",
            "accept swap 409",
            "accept swap 422",
            "approve swap 200",
            "approve swap 409",
            "decline swap 200",
            "withdraw swap 200",
            "subscribe 201",
            "read feed 200",
            "read feed 404");

    OwnDatabase database;

    private final Business business = new Business();
    private final Random random = new Random(SEED);

    @Test
    void a_month_of_three_places_and_sixty_people_breaks_no_invariant() throws SQLException {
        System.out.println("A month from " + FIRST + " with -Dmonth.seed=" + SEED);
        hire();
        planTheFirstWeek();
        takeTimeOff(0);
        leave(0);
        copyToTheOtherWeeks();
        publishWeekByWeek();
        claimWhatIsOpen();
        new Agreements(business, random).run();
        takeTimeOff(2);
        leave(2);
        var followers = new Followers();
        new Rush(business, random, followers).run();
        publishWeekByWeek();
        publishWhatIsLeft();
        new Subscriptions(business, database).run();

        System.out.println(business.tally());
        followers.check(database);
        assertEquals(Map.of(), Invariant.broken(business, database), "-Dmonth.seed=" + SEED);
        assertEquals(List.of(), database.logged("deadlock detected"), "-Dmonth.seed=" + SEED);
        Listing.check(business, database, begin(), end());
        Reports.hours(business, database, FIRST, WEEKS + 1);
        Reports.conflicts(business, database, begin(), end());
        var missing = new TreeSet<>(STORY);
        missing.removeAll(business.tally().keySet());
        assertEquals(Set.of(), missing, "-Dmonth.seed=" + SEED);
    }

    // ------------------------------------------------------------------------------------------------ the weeks before

    private void hire() {
        hire("Harbour café", "Europe/Berlin", LocalTime.of(2, 30));
        hire("Livraria", "Europe/Lisbon", LocalTime.of(1, 30));
        hire("Hudson bakery", "America/New_York", LocalTime.of(2, 30));
    }

    private void hire(String place, String zone, LocalTime closing) {
        var team = new ArrayList<String>();
        for (int i = 0; i < TEAM; i++) {
            var roles = new TreeSet<>(List.of(ROLES.get(i % ROLES.size())));
            if (random.nextInt(3) == 0) {
                roles.add(Business.one(ROLES, random));
            }
            var body = Api.person("name", "Person %d of %s".formatted(i, place), "zone", zone, "roles", roles);
            team.add(business.toldPerson(json(business.post("hire", USERS, body, 201)))
                    .id());
        }
        business.opened(new Place(place, ZoneId.of(zone), closing, team));
    }

    /** The drafts that the other weeks are copied from, and one later shift of each place that is in the copies' way. */
    private void planTheFirstWeek() {
        for (Place place : business.places()) {
            for (var day = FIRST; day.isBefore(FIRST.plusWeeks(1)); day = day.plusDays(1)) {
                for (String role : List.of("barista", "service")) {
                    plan(work(place, day, LocalTime.of(6, 0), LocalTime.of(14, 0), role));
                    plan(work(place, day, LocalTime.of(14, 0), LocalTime.of(22, 0), role));
                }
                plan(work(place, day, LocalTime.of(22, 0), LocalTime.of(6, 0), "guard"));
                if (day.getDayOfWeek() == SATURDAY) {
                    plan(work(place, day, LocalTime.of(18, 30), place.closing(), "service"));
                }
            }
            var workers = workers(place, 0);
            String counting = workers.get(workers.size() / 2);
            var shift = business.planned(counting, place.at(FIRST), place.at(FIRST.plusWeeks(1)))
                    .get(0);
            var start = shift.starts().plus(Duration.ofDays(7)).plus(Duration.ofHours(1));
            var body = with(
                    work(place, FIRST, LocalTime.NOON, LocalTime.MIDNIGHT, null),
                    "start",
                    start,
                    "end",
                    start.plus(Duration.ofHours(2)),
                    "assignee",
                    counting,
                    "notes",
                    "Stocktaking");
            business.toldShift(json(business.post("plan", SHIFTS, body, 201)));
        }
    }

    private static Map<String, Object> work(Place place, LocalDate day, LocalTime start, LocalTime end, String role) {
        return with(
                Map.of("zone", place.zone().getId(), "location", place.name()),
                "start",
                place.at(day, start),
                "end",
                place.at(end.isAfter(start) ? day : day.plusDays(1), end),
                "role",
                role);
    }

    /** For somebody who has the role, free or not, as long as the answer is that one is not; some shifts stay open. */
    private void plan(Map<String, Object> work) {
        var place = business.place((String) work.get("location"));
        var able = business.team(place).stream()
                .filter(person -> person.can((String) work.get("role")))
                .map(Person::id)
                .toList();
        for (String person : random.nextInt(6) == 0 ? List.<String>of() : Business.shuffled(able, random)) {
            boolean free = business.planned(
                            person, Instant.parse((String) work.get("start")), Instant.parse((String) work.get("end")))
                    .isEmpty();
            var answer = business.post("plan", SHIFTS, with(work, "assignee", person), free ? 201 : 409);
            if (free) {
                business.toldShift(json(answer));
                return;
            }
        }
        business.toldShift(json(business.post("plan", SHIFTS, work, 201)));
    }

    /** Of five who work in this week, one is off then, one two weeks later, and the others not after all. */
    private void takeTimeOff(int week) {
        for (Place place : business.places()) {
            var workers = workers(place, week);
            var off = ask(place, workers.get(0), week);
            approve(off);
            var work = work(place, FIRST.plusWeeks(week), LocalTime.NOON, LocalTime.of(13, 0), null);
            var refusal = business.post("plan", SHIFTS, with(work, "assignee", off.user()), 409);
            assertEquals("urn:rota:absent", json(refusal).path("type").asText());

            approve(ask(place, workers.get(1), week + 2));

            var declined = ask(place, workers.get(2), week);
            business.toldAbsence(json(business.decide(declined, "decline", 200)));
            business.decide(declined, "approve", 409);
            business.decide(declined, "withdraw", 409);

            var withdrawn = ask(place, workers.get(3), week);
            approve(withdrawn);
            business.toldAbsence(json(business.decide(withdrawn, "withdraw", 200)));

            ask(place, workers.get(4), week);
        }
    }

    private Absence ask(Place place, String person, int week) {
        var start = FIRST.plusWeeks(week);
        var body = with(Map.of("user", person), "start", place.at(start), "end", place.at(start.plusWeeks(1)));
        return business.toldAbsence(json(business.post("ask", Business.ABSENCES, body, 201)));
    }

    /** Refused while there are shifts at that time, which the response names; so it opens them. */
    private void approve(Absence absence) {
        var inTheWay = distinct(
                business.planned(absence.user(), Instant.parse(absence.start()), Instant.parse(absence.end())).stream()
                        .map(Shift::id));
        if (!inTheWay.isEmpty()) {
            var refusal = json(business.decide(absence, "approve", 409));
            assertEquals(inTheWay, distinct(texts(refusal.path("shifts"), "id")));
        }
        var approval = json(business.decide(absence, "approve?openShifts=true", 200));
        business.toldAbsence(approval.path("absence"));
        approval.path("opened").forEach(business::toldShift);
        if (!business.unanswered().contains(absence.id())) {
            assertEquals(inTheWay, distinct(texts(approval.path("opened"), "id")));
        } else {
            // The response that would have named them was a 503.
            inTheWay.forEach(id ->
                    business.toldShift(json(business.expect("read", () -> Api.get(SHIFTS + "/" + id), 200))));
        }
    }

    /** One of each place, who keeps the shifts that there are and gets no others. */
    private void leave(int week) {
        for (Place place : business.places()) {
            var workers = workers(place, week);
            String leaver = workers.get(workers.size() - 1);
            business.deactivate(leaver);
            var work = work(place, FIRST.plusWeeks(WEEKS), LocalTime.NOON, LocalTime.of(13, 0), null);
            business.post("plan", SHIFTS, with(work, "assignee", leaver), 422);
        }
    }

    /** What a dry run says is done, once. */
    private void copyToTheOtherWeeks() {
        for (Place place : business.places()) {
            var order = with(
                    Map.of("location", place.name(), "weeks", List.of(1, 2, 3, 4)),
                    "from",
                    place.at(FIRST),
                    "to",
                    place.at(FIRST.plusWeeks(1)));
            var foreseen = json(business.post("copy", COPY, with(order, "dryRun", true), 200));
            String key = Api.unique();
            var answer = business.keyed(key, "copy", COPY, order, 200);
            var done = json(answer);
            done.path("created").forEach(business::toldCopy);
            JsonNode anonymous = done.deepCopy();
            anonymous.path("created").forEach(copy -> ((ObjectNode) copy).putNull("shift"));
            assertEquals(foreseen, anonymous);
            var reasons = distinct(texts(done.path("skipped"), "reason"));
            assertEquals(distinct(Stream.of("ABSENT", "DOUBLE_BOOKING", "NOT_PLANNABLE")), reasons);

            assertEquals(Api.whole(answer), Api.whole(business.keyed(key, "copy", COPY, order, 200)));
            var again = json(business.post("copy", COPY, order, 200));
            assertEquals(0, again.path("created").size());
            assertEquals(
                    done.path("created").size(),
                    texts(again.path("skipped"), "reason")
                            .filter("COPIED_BEFORE"::equals)
                            .count());
            assertEquals(
                    done.path("created").size() + done.path("skipped").size(),
                    again.path("skipped").size());
        }
    }

    // ------------------------------------------------------------------------------------------------ publishing

    private void publishWeekByWeek() {
        for (int week = 0; week < WEEKS; week++) {
            for (Place place : business.places()) {
                publish(with(
                        Map.of("location", place.name()),
                        "from",
                        place.at(FIRST.plusWeeks(week)),
                        "to",
                        place.at(FIRST.plusWeeks(week + 1))));
            }
        }
    }

    /** What a dry run says is done. */
    private JsonNode publish(Map<String, Object> selection) {
        var foreseen = json(business.post("publish", Business.PUBLISH, with(selection, "dryRun", true), 200));
        var done = json(business.post("publish", Business.PUBLISH, selection, 200));
        done.path("published").forEach(business::toldShift);
        assertEquals(foreseen.path("conflicts"), done.path("conflicts"));
        assertEquals(
                texts(foreseen.path("published"), "id").toList(),
                texts(done.path("published"), "id").toList());
        return done;
    }

    /** In all places; what stays a draft is a conflict. */
    private void publishWhatIsLeft() {
        var left = publish(with(Map.of(), "from", begin(), "to", end()));
        var drafts = Api.walk(SHIFTS + query("from", begin(), "to", end(), "status", "DRAFT", "limit", 10));
        assertEquals(distinct(texts(left.path("conflicts"), "shift")), distinct(drafts.stream()));
    }

    private static Instant begin() {
        return FIRST.minusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant();
    }

    private static Instant end() {
        return begin().plus(Duration.ofDays(7 * WEEKS + 3));
    }

    // ------------------------------------------------------------------------------------------------ claiming

    /** Half of what is claimed is released, and claimed anew. */
    private void claimWhatIsOpen() {
        var open = business.shifts().stream().filter(Shift::open).toList();
        var contested = Business.shuffled(open, random).subList(0, Math.min(CONTESTS, open.size()));
        int claimed = 0;
        for (Shift shift : contested) {
            if (claim(shift) && claimed++ % 2 == 0) {
                release(business.shift(shift.id()));
                claim(shift);
            }
        }
        assertTrue(claimed > 0, "nobody could claim anything");
    }

    /** Concurrent claims by several who may have it, of whom one gets it, and by some who may not. */
    private boolean claim(Shift shift) {
        var place = business.place(shift.location());
        var team = Business.shuffled(business.team(place), random);
        var able = team.stream()
                .filter(person -> person.active() && person.can(shift.role()))
                .filter(person -> isClaimable(shift, person))
                .limit(4)
                .toList();
        var unable = team.stream()
                .filter(person -> !person.active() || !person.can(shift.role()))
                .limit(2);
        var all = Stream.concat(able.stream(), unable).toList();
        var answers = together(
                all.size(),
                i -> able.contains(all.get(i))
                        ? business.claim(shift, all.get(i).id(), 200, 409)
                        : business.claim(shift, all.get(i).id(), 422));
        var won = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        won.forEach(answer -> business.toldShift(json(answer)));
        assertEquals(able.isEmpty() ? 0 : 1, won.size());
        answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .forEach(answer -> assertEquals(
                        "urn:rota:already-taken", json(answer).path("type").asText()));
        return !able.isEmpty();
    }

    private boolean isClaimable(Shift shift, Person person) {
        String path =
                PEOPLE + "/" + person.id() + "/shifts/claimable" + query("from", shift.start(), "to", shift.end());
        var answer = business.expect("look", () -> Api.get(path), 200);
        return texts(json(answer).path("items"), "id").anyMatch(shift.id()::equals);
    }

    private void release(Shift shift) {
        business.release(shift, "\"0\"", 412);
        business.toldShift(json(business.release(shift, shift.etag(), 200)));
        business.release(shift, "*", 409);
    }

    // ------------------------------------------------------------------------------------------------ helpers

    /** Who is active and has a shift in a week, in the order in which they were hired. */
    private List<String> workers(Place place, int week) {
        var start = place.at(FIRST.plusWeeks(week));
        var end = place.at(FIRST.plusWeeks(week + 1));
        return business.team(place).stream()
                .filter(Person::active)
                .map(Person::id)
                .filter(person -> !business.planned(person, start, end).isEmpty())
                .toList();
    }

    private static Stream<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).asText());
    }

    private static Set<String> distinct(Stream<String> texts) {
        return new TreeSet<>(texts.toList());
    }
}
