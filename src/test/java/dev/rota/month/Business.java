package dev.rota.month;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Api;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The expected state: places, and the people, shifts, absences and swaps that the services have acknowledged, with
 * every version. Thread-safe.
 */
final class Business {

    /** A person, as users told. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, int version, List<String> roles, String status) {

        boolean active() {
            return status.equals("ACTIVE");
        }

        boolean can(String role) {
            return role == null || roles.contains(role);
        }
    }

    /**
     * A place, where nobody of another place works.
     *
     * @param closing when the Saturday's last shift ends: in the hour that is missing when summer time begins
     */
    record Place(String name, ZoneId zone, LocalTime closing, List<String> team) {

        Instant at(LocalDate day, LocalTime time) {
            return day.atTime(time).atZone(zone).toInstant();
        }

        Instant at(LocalDate day) {
            return at(day, LocalTime.MIDNIGHT);
        }
    }

    /** One version of a shift's plan, as shifts told. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Shift(
            String id,
            int version,
            String assignee,
            String start,
            String end,
            String zone,
            String location,
            String role,
            String notes,
            boolean claimed,
            String status) {

        Instant starts() {
            return Instant.parse(start);
        }

        Instant ends() {
            return Instant.parse(end);
        }

        boolean open() {
            return assignee == null && status.equals("PUBLISHED");
        }

        String path() {
            return Api.SHIFTS + "/" + id;
        }

        String etag() {
            return '"' + Integer.toString(version) + '"';
        }

        /** Its next version, once a swap has given it to somebody else. */
        private Shift exchanged(String person) {
            return new Shift(id, version + 1, person, start, end, zone, location, role, notes, false, status);
        }
    }

    /** One version of an absence, as shifts told. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Absence(String id, int version, String user, String start, String end, String status) {}

    /** One version of a swap, as shifts told. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Swap(
            String id, int version, String offeredBy, String offered, String wantedFrom, String wanted, String status) {

        private List<String> concerned() {
            return List.of(id, offered, wanted);
        }

        private String path() {
            return SWAPS + "/" + id;
        }
    }

    static final String ABSENCES = "/v1/absences";
    static final String SWAPS = "/v1/swaps";
    static final String PUBLISH = Api.SHIFTS + "/publish";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Place> places = new ArrayList<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Shift> shifts = new LinkedHashMap<>();
    private final List<Shift> shiftVersions = new ArrayList<>();
    private final List<Absence> absenceVersions = new ArrayList<>();
    private final List<Swap> swapVersions = new ArrayList<>();
    private final Map<String, List<String>> keys = Map.of("users", new ArrayList<>(), "shifts", new ArrayList<>());
    private final Set<String> unanswered = new HashSet<>();
    private final Map<String, Integer> tally = new TreeMap<>();

    // ------------------------------------------------------------------------------------------------ asking

    /**
     * The answer, which has one of these statuses. Whoever is told to come back later does, as the API asks for: that a
     * machine is busy with something else decides nothing here.
     *
     * @param action what the answers are counted as
     */
    Response expect(String action, Supplier<Response> request, Integer... statuses) {
        var answer = counted(action, request);
        for (int again = 0; again < 10 && answer.statusCode() == 503; again++) {
            sleep(Integer.parseInt(answer.header("Retry-After")));
            answer = counted(action, request);
        }
        int status = answer.statusCode();
        if (!List.of(statuses).contains(status)) {
            throw new AssertionError("%s was to be answered with one of %s: %d %s"
                    .formatted(action, List.of(statuses), status, answer.asString()));
        }
        return answer;
    }

    private Response counted(String action, Supplier<Response> request) {
        var answer = request.get();
        synchronized (this) {
            tally.merge(action + " " + answer.statusCode(), 1, Integer::sum);
        }
        return answer;
    }

    /**
     * The same for a change without a key: after a 503, whether it took effect is unknown.
     *
     * @param concerned the ids of what is changed, and of the people who lose shifts by it
     */
    private Response change(String action, List<String> concerned, Supplier<Response> request, Integer... statuses) {
        return expect(
                action,
                () -> {
                    var answer = request.get();
                    if (answer.statusCode() == 503) {
                        synchronized (this) {
                            unanswered.addAll(concerned);
                        }
                    }
                    return answer;
                },
                statuses);
    }

    /** With an Idempotency-Key, so that a retry is the same request. */
    Response post(String action, String path, Object body, Integer... statuses) {
        return keyed(Api.unique(), action, path, body, statuses);
    }

    Response keyed(String key, String action, String path, Object body, Integer... statuses) {
        var answer = expect(action, () -> Api.post(path, body, "Idempotency-Key", key), statuses);
        if (answer.statusCode() < 300) {
            synchronized (this) {
                keys.get(path.startsWith(Api.USERS) ? "users" : "shifts").add(key);
            }
        }
        return answer;
    }

    Response claim(Shift shift, String person, Integer... statuses) {
        return post("claim", shift.path() + "/claim", Map.of("user", person), statuses);
    }

    Response release(Shift shift, String ifMatch, Integer... statuses) {
        return change(
                "release", List.of(shift.id), () -> Api.delete(shift.path() + "/claim", "If-Match", ifMatch), statuses);
    }

    /** @param ifMatch {@code null} for none */
    Response edit(Shift shift, Map<String, ?> patch, String ifMatch, Integer... statuses) {
        var headers = ifMatch == null ? new String[0] : new String[] {"If-Match", ifMatch};
        return change("edit", List.of(shift.id), () -> Api.patch(shift.path(), patch, headers), statuses);
    }

    Response cancel(Shift shift, String ifMatch, Integer... statuses) {
        return change("cancel", List.of(shift.id), () -> Api.delete(shift.path(), "If-Match", ifMatch), statuses);
    }

    /** @param decision as the address ends, with its query */
    Response decide(Absence absence, String decision, Integer... statuses) {
        return change(
                decision.replaceFirst("\\?.*", ""),
                List.of(absence.id, absence.user),
                () -> Api.post(ABSENCES + "/" + absence.id + "/" + decision, null),
                statuses);
    }

    /** The first shift for the second. */
    Response offer(Shift mine, Shift other, Integer... statuses) {
        var body = Map.of("offeredBy", mine.assignee, "offered", mine.id, "wanted", other.id);
        return post("offer swap", SWAPS, body, statuses);
    }

    Response accept(Swap swap, String person, Integer... statuses) {
        return change(
                "accept swap",
                swap.concerned(),
                () -> Api.post(swap.path() + "/accept", Map.of("user", person)),
                statuses);
    }

    /** @param decision as the address ends */
    Response decide(Swap swap, String decision, Integer... statuses) {
        return change(
                decision + " swap", swap.concerned(), () -> Api.post(swap.path() + "/" + decision, null), statuses);
    }

    void deactivate(String person) {
        toldPerson(json(post("deactivate", Api.USERS + "/" + person + "/deactivate", null, 200)));
    }

    static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    static <T> List<T> shuffled(List<T> all, Random random) {
        var list = new ArrayList<>(all);
        Collections.shuffle(list, random);
        return list;
    }

    private static void sleep(int seconds) {
        try {
            Thread.sleep(1_000L * seconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ------------------------------------------------------------------------------------------------ telling

    static JsonNode json(Response answer) {
        try {
            return JSON.readTree(answer.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.asString(), e);
        }
    }

    static Map<?, ?> map(JsonNode object) {
        return JSON.convertValue(object, Map.class);
    }

    synchronized void opened(Place place) {
        places.add(place);
    }

    synchronized Person toldPerson(JsonNode view) {
        var person = JSON.convertValue(view, Person.class);
        people.put(person.id, person);
        return person;
    }

    synchronized Shift toldShift(JsonNode view) {
        return keep(shiftOf(view));
    }

    /** A copy is told without what it has of its source. */
    synchronized Shift toldCopy(JsonNode copy) {
        var source = shifts.get(copy.path("source").asText());
        return keep(new Shift(
                copy.path("shift").asText(),
                0,
                copy.path("assignee").textValue(),
                copy.path("start").asText(),
                copy.path("end").asText(),
                source.zone,
                source.location,
                source.role,
                source.notes,
                false,
                "DRAFT"));
    }

    private Shift keep(Shift shift) {
        shiftVersions.add(shift);
        shifts.merge(shift.id, shift, (one, other) -> other.version >= one.version ? other : one);
        return shift;
    }

    synchronized Absence toldAbsence(JsonNode view) {
        var absence = JSON.convertValue(view, Absence.class);
        absenceVersions.add(absence);
        return absence;
    }

    synchronized Swap toldSwap(JsonNode view) {
        var swap = JSON.convertValue(view, Swap.class);
        swapVersions.add(swap);
        return swap;
    }

    /** That a swap was approved which was offered of exactly these versions tells the next version of both. */
    synchronized void toldExchange(Shift mine, Shift other) {
        keep(mine.exchanged(other.assignee));
        keep(other.exchanged(mine.assignee));
    }

    static Shift shiftOf(Object view) {
        return JSON.convertValue(view, Shift.class);
    }

    // ------------------------------------------------------------------------------------------------ knowing

    synchronized List<Place> places() {
        return List.copyOf(places);
    }

    synchronized Place place(String name) {
        return places.stream()
                .filter(place -> place.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    synchronized List<Person> people() {
        return List.copyOf(people.values());
    }

    synchronized Person person(String id) {
        return people.get(id);
    }

    synchronized List<Person> team(Place place) {
        return place.team.stream().map(people::get).toList();
    }

    /** The last version of each, in the order in which they were planned. */
    synchronized List<Shift> shifts() {
        return List.copyOf(shifts.values());
    }

    /** The last version of one. */
    synchronized Shift shift(String id) {
        return shifts.get(id);
    }

    /** What a person has in a span of time, as it was told last. */
    synchronized List<Shift> planned(String person, Instant from, Instant to) {
        return shifts.values().stream()
                .filter(shift -> person.equals(shift.assignee) && !shift.status.equals("CANCELLED"))
                .filter(shift -> shift.starts().isBefore(to) && from.isBefore(shift.ends()))
                .toList();
    }

    /** Whether a person is off for some of a span of time, as it was told last. */
    synchronized boolean off(String person, Instant from, Instant to) {
        var last = new LinkedHashMap<String, Absence>();
        absenceVersions.forEach(absence -> last.put(absence.id, absence));
        return last.values().stream()
                .filter(absence -> person.equals(absence.user) && absence.status.equals("APPROVED"))
                .anyMatch(absence ->
                        Instant.parse(absence.start).isBefore(to) && from.isBefore(Instant.parse(absence.end)));
    }

    synchronized List<Shift> shiftVersions() {
        return List.copyOf(shiftVersions);
    }

    synchronized List<Absence> absenceVersions() {
        return List.copyOf(absenceVersions);
    }

    synchronized List<Swap> swapVersions() {
        return List.copyOf(swapVersions);
    }

    /** Of the requests to this module that succeeded. */
    synchronized List<String> keys(String module) {
        return List.copyOf(keys.get(module));
    }

    /** The ids of what may have changed although the response was a 503. */
    synchronized Set<String> unanswered() {
        return Set.copyOf(unanswered);
    }

    /** How often each action was answered with each status. */
    synchronized Map<String, Integer> tally() {
        return new TreeMap<>(tally);
    }
}
