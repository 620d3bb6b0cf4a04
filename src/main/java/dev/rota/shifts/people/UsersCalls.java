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

/** The calls of the users service: limited in time, repeated, measured. */
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

    /** Creates this bean before its first use: a metric that is 0 says something else than one that is missing. */
    void begin(@Observes StartupEvent start) {}

    /**
     * What users knows of somebody. Fails, with any exception, where users is slow or down, or answers with a status other
     * than 200 and 404 or with a body that is no user. Only a failed connection is tried again; two attempts take less than
     * the 2 s after which the client gets its 503. An attempt that misses its limit is cancelled, which closes its
     * connection; one with too long a body, of whatever status, is ended by {@link ResponseLimit}.
     */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Person> person(UUID id) {
        long begin = System.nanoTime();
        // Not @Timeout: it fails in time too, but lets the exchange go on, and a body that trickles never ends.
        return users.get(id)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(body -> read(id, body))
                .onFailure(UsersCalls::isNoSuchUser)
                .recoverWithItem(Person.UNKNOWN)
                .onTermination()
                .invoke((person, failure, cancelled) -> {
                    // A rehearsal's calls are slow because this program has just started, not because users is busy.
                    if (!id.equals(Rehearsal.NOBODY)) {
                        (person == null ? failed : answered).record(System.nanoTime() - begin, NANOSECONDS);
                    }
                });
    }

    /**
     * Each attempt as the client sees it, the wait for a connection, failures and time-outs included, all of which Quarkus'
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
            // Without the cause: it is an IOException, and @Retry looks for those among causes too.
            throw new IllegalStateException("users sent something else than JSON: " + e.getOriginalMessage());
        }
    }

    /** The service's own 404, not one of a proxy in between. */
    private static boolean isNoSuchUser(Throwable failure) {
        return failure instanceof WebApplicationException e
                && e.getResponse().getStatus() == 404
                && MediaType.valueOf(Problem.MEDIA_TYPE)
                        .isCompatible(e.getResponse().getMediaType());
    }

    /** The part of a user that matters here; other fields may come and go. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(UUID id, Person.Standing status, Set<String> roles, String zone) {}
}
