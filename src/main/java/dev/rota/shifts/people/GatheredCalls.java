package dev.rota.shifts.people;

import dev.rota.shared.http.Deadline;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Asks for the people of several requests by one call: for all that are asked for in the same turn of an event loop. Nobody
 * waits for others longer than that turn, and every answer is younger than its request. A call costs both services more than
 * all else that a request needs, and turns are long when there is much to do.
 */
@ApplicationScoped
class GatheredCalls {

    private final UsersCalls users;
    /** Of each event loop, what it sends when its turn ends. */
    private final ThreadLocal<Call> next = new ThreadLocal<>();

    GatheredCalls(UsersCalls users) {
        this.users = users;
    }

    private static final class Call {

        private final Set<UUID> ids = new HashSet<>();
        private Uni<Map<UUID, Person>> answer;
        /** The latest of its requests; each of them gives up by its own. */
        private Deadline deadline;

        private void add(UUID id, Deadline own) {
            ids.add(id);
            if (deadline == null || own.nanos() - deadline.nanos() > 0) {
                deadline = own;
            }
        }
    }

    /** May be {@link Person#UNKNOWN}. */
    Uni<Person> person(UUID id, Deadline deadline) {
        if (!Context.isOnEventLoopThread()) {
            return users.people(Set.of(id), deadline).map(people -> people.get(id));
        }
        var context = Vertx.currentContext();
        var call = next.get();
        if (call == null || call.ids.size() == UsersClient.MOST) {
            call = begin(context);
            next.set(call);
        }
        call.add(id, deadline);
        return call.answer
                // Each request goes on in its own context.
                .emitOn(step -> context.runOnContext(go -> step.run()))
                .map(people -> people.get(id));
    }

    /** @param context of the request that begins it, whose id the call has */
    private Call begin(Context context) {
        var call = new Call();
        // Not cancelled with one of the requests, because it is the others', too.
        call.answer = Uni.createFrom()
                .<Map<UUID, Person>>emitter(sent -> context.runOnContext(turnEnds -> {
                    next.remove();
                    users.people(call.ids, call.deadline).subscribe().with(sent::complete, sent::fail);
                }))
                .memoize()
                .indefinitely();
        return call;
    }
}
