package dev.rota.month;

import static dev.rota.month.Business.json;
import static dev.rota.support.Api.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.month.Business.Place;
import dev.rota.month.Business.Shift;
import dev.rota.month.Business.Swap;
import dev.rota.support.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;

/** Swaps that are approved or not, and accepted warnings. Plans are published. */
record Agreements(Business business, Random random) {

    /** Two shifts whose people may exchange them. */
    private record Pair(Shift mine, Shift other) {}

    void run() {
        for (Place place : business.places()) {
            approve(pair(place));
            decline(pair(place));
            withdraw(pair(place));
            change(pair(place));
            tire(place);
        }
    }

    private void approve(Pair pair) {
        var swap = offer(pair);
        assertEquals("urn:rota:swap-not-accepted", type(json(business.decide(swap, "approve", 409))));
        business.accept(swap, swap.offeredBy(), 422);
        accept(swap);
        business.toldSwap(json(business.decide(swap, "approve", 200)).path("swap"));
        business.toldExchange(pair.mine, pair.other);
        // It is somebody else's by now.
        business.offer(pair.mine, pair.other, 409);
        business.decide(swap, "decline", 409);
    }

    private void decline(Pair pair) {
        var swap = offer(pair);
        business.toldSwap(json(business.decide(swap, "decline", 200)));
        business.accept(swap, swap.wantedFrom(), 409);
    }

    private void withdraw(Pair pair) {
        var swap = offer(pair);
        accept(swap);
        business.toldSwap(json(business.decide(swap, "withdraw", 200)));
        assertEquals("urn:rota:swap-decided", type(json(business.decide(swap, "approve", 409))));
    }

    /** A planner changes the shift meanwhile; the swap stays as it is. */
    private void change(Pair pair) {
        var swap = offer(pair);
        accept(swap);
        var patch = Map.of("notes", "Bring the key.", "status", "PUBLISHED");
        business.toldShift(json(business.edit(pair.other, patch, pair.other.etag(), 200)));
        var refusal = json(business.decide(swap, "approve", 409));
        assertEquals("urn:rota:swap-outdated", type(refusal));
        assertEquals(pair.other.id(), refusal.path("shift").asText());
    }

    private Swap offer(Pair pair) {
        return business.toldSwap(json(business.offer(pair.mine, pair.other, 201)));
    }

    private void accept(Swap swap) {
        business.toldSwap(json(business.accept(swap, swap.wantedFrom(), 200)));
    }

    private static String type(JsonNode problem) {
        return problem.path("type").asText();
    }

    private Pair pair(Place place) {
        var published = published(place);
        return published.stream()
                .flatMap(mine -> published.stream()
                        .filter(other -> !mine.assignee().equals(other.assignee()))
                        .filter(other -> may(mine.assignee(), other, mine) && may(other.assignee(), mine, other))
                        .map(other -> new Pair(mine, other)))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a person may have the one shift instead of the other. */
    private boolean may(String person, Shift wanted, Shift instead) {
        return business.person(person).can(wanted.role())
                && !business.off(person, wanted.starts(), wanted.ends())
                && business.planned(person, wanted.starts(), wanted.ends()).stream()
                        .allMatch(instead::equals);
    }

    private List<Shift> published(Place place) {
        return Business.shuffled(business.shifts(), random).stream()
                .filter(shift -> shift.location().equals(place.name())
                        && shift.status().equals("PUBLISHED")
                        && shift.assignee() != null
                        && business.person(shift.assignee()).active())
                .toList();
    }

    /** Too little rest: a shift three hours after another one, with a warning until there is an override reason. */
    private void tire(Place place) {
        var worked = published(place).stream()
                .filter(shift ->
                        isFree(shift.assignee(), shift.ends(), shift.ends().plus(Duration.ofHours(4))))
                .findFirst()
                .orElseThrow();
        var body = with(
                Map.of("zone", worked.zone(), "location", worked.location(), "assignee", worked.assignee()),
                "start",
                worked.ends().plus(Duration.ofHours(3)),
                "end",
                worked.ends().plus(Duration.ofHours(4)));
        var planned = json(business.post("plan", Api.SHIFTS, body, 201));
        var shift = business.toldShift(planned);
        var clash = Map.of("id", worked.id(), "start", worked.start(), "end", worked.end());
        var warning = with(
                Map.of("kind", "SHORT_REST", "actual", "PT3H", "limit", "PT11H"), "other", clash, "overridden", false);
        assertEquals(warning, ofRestAfter(worked, planned));

        var accepted = json(business.edit(shift, Map.of("overrideReason", "Agreed."), shift.etag(), 200));
        business.toldShift(accepted);
        assertEquals(with(warning, "overridden", true), ofRestAfter(worked, accepted));
    }

    private boolean isFree(String person, Instant from, Instant to) {
        return business.planned(person, from, to).isEmpty() && !business.off(person, from, to);
    }

    /** The one warning that is about that shift. */
    private static Map<?, ?> ofRestAfter(Shift worked, JsonNode answer) {
        var found = StreamSupport.stream(answer.path("warnings").spliterator(), false)
                .filter(warning -> warning.path("other").path("id").asText().equals(worked.id()))
                .toList();
        assertEquals(1, found.size(), answer.toString());
        return Business.map(found.get(0));
    }
}
