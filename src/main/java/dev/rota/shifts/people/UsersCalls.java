package dev.rota.shifts.people;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.http.Latency;
import dev.rota.shared.http.ResponseLimit;
import dev.rota.shared.problem.Problem;
import dev.rota.shared.startup.Rehearsal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls of the users service, with time-outs, a retry, a circuit breaker and metrics. */
@ApplicationScoped
class UsersCalls {

    private static final Duration LIMIT = Duration.ofMillis(1_200);

    private final UsersClient users;
    private final ObjectMapper json;
    private final Timer answered;
    private final Timer failed;

    UsersCalls(@RestClient UsersClient users, ObjectMapper json, MeterRegistry metrics) {
        this.users = users;
        this.json = json;
        answered = calls("answered", metrics);
        failed = calls("failed", metrics);
    }

    /** Creates this bean, and so its metrics, at startup: alerts tell a 0 from a missing series. */
    void begin(@Observes StartupEvent start) {}

    /**
     * Gets a person. Fails, with any exception, if users is slow or down, or answers with another status than 200 and
     * 404 or an invalid body. Only a failed connection is retried; two attempts take less than the 2 s within which the
     * client gets its 503. A time-out cancels the attempt, which closes its connection; {@link ResponseLimit} aborts
     * one with too long a body.
     */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Person> person(UUID id) {
        long begin = System.nanoTime();
        // Not @Timeout: it does not cancel the exchange, and a body that trickles would never end.
        return users.get(id)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(body -> read(id, body))
                .onFailure(UsersCalls::isNoSuchUser)
                .recoverWithItem(Person.UNKNOWN)
                .onTermination()
                .invoke((person, failure, cancelled) -> {
                    // Rehearsals are slow because the JVM is cold, not because users is busy.
                    if (!id.equals(Rehearsal.NOBODY)) {
                        (person == null ? failed : answered).record(System.nanoTime() - begin, NANOSECONDS);
                    }
                });
    }

    /**
     * The client's view of each attempt, including the wait for a connection, failures and time-outs, which Quarkus'
     * own {@code http.client.requests} leaves out.
     */
    private static Timer calls(String outcome, MeterRegistry metrics) {
        return Latency.timer("users.calls")
                .description("The attempts to ask users for a person")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Person read(UUID id, String body) {
        try {
            var user = body == null ? null : json.readValue(body, Answer.class);
            if (user == null || !id.equals(user.id) || user.status == null || user.status == Person.Standing.UNKNOWN) {
                throw new IllegalStateException("users sent something else than user " + id);
            }
            return new Person(user.status, user.roles == null ? Set.of() : user.roles, user.zone);
        } catch (JsonProcessingException e) {
            // Without the cause: it is an IOException, which @Retry would find and retry.
            throw new IllegalStateException("users sent something else than JSON: " + e.getOriginalMessage());
        }
    }

    /** A 404 of the service itself, not of a proxy in between. */
    private static boolean isNoSuchUser(Throwable failure) {
        return failure instanceof WebApplicationException e
                && e.getResponse().getStatus() == 404
                && MediaType.valueOf(Problem.MEDIA_TYPE)
                        .isCompatible(e.getResponse().getMediaType());
    }

    /** The fields that matter here (tolerant reader). */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(UUID id, Person.Standing status, Set<String> roles, String zone) {}
}
