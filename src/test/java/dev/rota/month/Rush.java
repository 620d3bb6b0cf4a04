package dev.rota.month;

import static dev.rota.month.Business.json;
import static dev.rota.month.Business.one;
import static dev.rota.month.Business.shuffled;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.month.Business.Shift;
import dev.rota.support.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Contention: planners, workers, a manager and a publisher change the same few shifts concurrently, while others follow
 * the change feeds.
 */
record Rush(Business business, Random random, Followers followers) {

    private static final int SHIFTS = 50;
    private static final int ROUNDS = 40;

    void run() {
        var contested = shuffled(business.shifts(), random).subList(0, SHIFTS).stream()
                .map(Shift::id)
                .toList();
        List<BiConsumer<Random, Shift>> actors = List.of(
                this::edit,
                this::edit,
                this::edit,
                this::edit,
                this::take,
                this::take,
                this::swap,
                this::swap,
                this::manage,
                this::publish);
        long seed = random.nextLong();
        var busy = new AtomicInteger(actors.size());
        together(actors.size() + 1, i -> {
            if (i == actors.size()) {
                while (busy.get() > 0) {
                    followers.read();
                }
                return i;
            }
            try {
                var own = new Random(seed + i);
                for (int round = 0; round < ROUNDS; round++) {
                    actors.get(i).accept(own, business.shift(one(contested, own)));
                }
            } finally {
                busy.decrementAndGet();
            }
            return i;
        });
    }

    /** A planner writes with a recent ETag, or with an outdated one. */
    private void edit(Random random, Shift shift) {
        var seen = business.expect("read", () -> Api.get(shift.path()), 200);
        String ifMatch = random.nextInt(8) == 0 ? "\"0\"" : seen.header("ETag");
        if (random.nextInt(8) == 0) {
            told(business.cancel(shift, ifMatch, 200, 412));
            return;
        }
        var patch = with(Map.of("notes", "Edit " + random.nextLong()));
        switch (random.nextInt(4)) {
            case 0 -> patch.put("assignee", null);
            case 1 -> patch.put("assignee", somebody(shift, random));
            case 2 -> {
                var by = Duration.ofHours(random.nextInt(5) - 2);
                var now = Business.shiftOf(json(seen));
                patch.putAll(with(
                        Map.of(),
                        "start",
                        now.starts().plus(by),
                        "end",
                        now.ends().plus(by)));
            }
            default -> {}
        }
        if (random.nextBoolean()) {
            patch.put("status", "PUBLISHED");
        }
        if (random.nextInt(20) == 0) {
            business.edit(shift, patch, null, 428);
        }
        told(business.edit(shift, patch, ifMatch, 200, 409, 412, 422));
    }

    /** A worker releases what is claimed and claims what is not. */
    private void take(Random random, Shift shift) {
        told(
                shift.claimed()
                        ? business.release(shift, shift.etag(), 200, 409, 412)
                        : business.claim(shift, somebody(shift, random), 200, 409, 422));
    }

    /**
     * Two workers exchange what they read a moment ago. If it is still the same when it is offered, it was offered as that;
     * if not, they think again.
     */
    private void swap(Random random, Shift shift) {
        var mine = read(shift);
        var other = read(one(
                business.shifts().stream()
                        .filter(one -> one.location().equals(mine.location()))
                        .filter(one -> one.assignee() != null && !one.id().equals(mine.id()))
                        .toList(),
                random));
        if (mine.assignee() == null) {
            return;
        }
        var offered = business.offer(mine, other, 201, 409, 422);
        if (offered.statusCode() != 201) {
            return;
        }
        var swap = business.toldSwap(json(offered));
        if (!read(mine).equals(mine) || !read(other).equals(other)) {
            business.toldSwap(json(business.decide(swap, "withdraw", 200)));
            return;
        }
        var accepted = business.accept(swap, swap.wantedFrom(), 200, 409);
        if (accepted.statusCode() == 200) {
            business.toldSwap(json(accepted));
            var approved = business.decide(swap, "approve", 200, 409, 422);
            if (approved.statusCode() == 200) {
                business.toldSwap(json(approved).path("swap"));
                business.toldExchange(mine, other);
                return;
            }
        }
        business.toldSwap(json(business.decide(swap, "decline", 200)));
    }

    private Shift read(Shift shift) {
        return Business.shiftOf(json(business.expect("read", () -> Api.get(shift.path()), 200)));
    }

    private void told(Response answer) {
        if (answer.statusCode() == 200) {
            business.toldShift(json(answer));
        }
    }

    /** Somebody is off on the day of the shift, mostly the one who has it, or leaves. */
    private void manage(Random random, Shift shift) {
        String person = shift.assignee() == null || random.nextInt(3) == 0 ? somebody(shift, random) : shift.assignee();
        if (random.nextInt(12) == 0) {
            business.deactivate(person);
        }
        var asked = business.post(
                "ask", Business.ABSENCES, Map.of("user", person, "start", shift.start(), "end", shift.end()), 201, 422);
        if (asked.statusCode() == 422) {
            return;
        }
        var absence = business.toldAbsence(json(asked));
        boolean opening = random.nextBoolean();
        var approved = business.decide(absence, opening ? "approve?openShifts=true" : "approve", 200, 409);
        if (approved.statusCode() == 409) {
            if (opening) {
                // Off already, which opening shifts does not help.
                assertEquals("urn:rota:absent", json(approved).path("type").asText());
            }
            business.toldAbsence(json(business.decide(absence, "decline", 200)));
            return;
        }
        business.toldAbsence(json(approved).path("absence"));
        json(approved).path("opened").forEach(business::toldShift);
        if (random.nextBoolean()) {
            business.toldAbsence(json(business.decide(absence, "withdraw", 200)));
        }
    }

    private void publish(Random random, Shift shift) {
        var selection = with(
                Map.of("location", shift.location()),
                "from",
                shift.starts().minus(Duration.ofHours(random.nextInt(24))),
                "to",
                shift.ends().plus(Duration.ofHours(random.nextInt(24))));
        json(business.post("publish", Business.PUBLISH, selection, 200))
                .path("published")
                .forEach(business::toldShift);
    }

    private String somebody(Shift shift, Random random) {
        return one(business.place(shift.location()).team(), random);
    }
}
