package dev.rota.shared.http;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.load.shedding.runtime.OverloadDetector;
import io.quarkus.load.shedding.runtime.PriorityLoadShedding;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses requests at once (503) where more are in progress than this processor gets done in time. Otherwise all would wait,
 * and most of them until their client has given up. Quarkus' extension says when that is; its own filter would answer
 * without a problem, and end the connection, which costs more than the request. What a refusal costs is not there for
 * requests that could be answered: it is written beforehand, and before anything else is done for the request. So it is counted
 * in the metrics and has an id, but no line in the access log.
 */
@ApplicationScoped
class LoadShedding {

    private final OverloadDetector detector;
    private final PriorityLoadShedding priority;
    private final boolean enabled;
    private final RouterProblems.Prepared refusal;

    LoadShedding(
            OverloadDetector detector,
            PriorityLoadShedding priority,
            RouterProblems problems,
            @ConfigProperty(name = "rota.load-shedding") boolean enabled) {
        this.detector = detector;
        this.priority = priority;
        this.enabled = enabled;
        refusal = problems.prepared(
                ProblemException.unavailable("overloaded", "There is more to do than this pod gets done."));
    }

    void register(@Observes Router router) {
        if (enabled) {
            // Of those of the lowest order, which is that of the access log, the first.
            router.route().order(Integer.MIN_VALUE).handler(this::admit);
        }
    }

    private void admit(RoutingContext context) {
        if (detector.isOverloaded() && priority.shedLoad(context)) {
            RequestId.assign(context);
            refusal.answer(context.response());
            return;
        }
        detector.requestBegin();
        long start = System.nanoTime();
        context.addEndHandler(end -> detector.requestEnd(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start)));
        context.next();
    }
}
