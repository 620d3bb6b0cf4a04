package dev.rota.shifts.people;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.http.Deadline;
import dev.rota.shared.http.ResponseLimit;
import dev.rota.shared.identity.Directory;
import dev.rota.shared.metrics.Latency;
import dev.rota.shared.problem.Problem;
import dev.rota.shared.startup.Rehearsal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** Of the current request. */
    private final SecurityIdentity caller;

    private final ObjectMapper json;
    private final Timer answered;
    private final Timer failed;

    UsersCalls(@RestClient UsersClient users, SecurityIdentity caller, ObjectMapper json, MeterRegistry metrics) {
        this.users = users;
        this.caller = caller;
        this.json = json;
        answered = calls("answered", metrics);
        failed = calls("failed", metrics);
    }

    /** Creates this bean, and so its metrics, at startup: alerts tell a 0 from a missing series. */
    void begin(@Observes StartupEvent start) {}

    /**
     * Asks for people, all by one call. Fails, with any exception, if users is slow or down, or answers with another
     * status than 200, and 404 for one person, or an invalid body. Only a failed connection is retried, within the same
     * deadline. A time-out cancels the attempt, which closes its connection; {@link ResponseLimit} aborts one with too
     * long a body.
     *
     * @param ids 1 to {@link UsersClient#MOST}
     * @return all of them, some of whom may be {@link Person#UNKNOWN}
     */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Map<UUID, Person>> people(Set<UUID> ids, Deadline deadline) {
        var answer = attempt(ids.size() == 1 ? one(ids.iterator().next()) : many(ids), deadline);
        // Rehearsals are slow because the JVM is cold, not because users is busy.
        return ids.contains(Rehearsal.NOBODY) ? answer : measured(answer);
    }

    /** Who the person is and was, by the same rules. */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Names> names(UUID id, Deadline deadline) {
        return measured(attempt(
                users.names(id, authorization())
                        .map(body -> read(body, Names.class).requireOf(id))
                        .onFailure(failure -> isProblem(failure, 404))
                        .recoverWithItem(() -> Names.UNKNOWN),
                deadline));
    }

    /** Erases the person, by the same rules; doing it twice changes nothing. */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Erasure> erase(UUID id, Deadline deadline) {
        return measured(attempt(
                users.erase(id, authorization())
                        .replaceWith(Erasure.DONE)
                        .onFailure(failure -> isProblem(failure, 404))
                        .recoverWithItem(Erasure.UNKNOWN)
                        .onFailure(failure -> isProblem(failure, 409))
                        .recoverWithItem(Erasure.REFUSED),
                deadline));
    }

    /** The caller's own token, for what shifts itself may not do; {@code null} where nobody signs in. */
    private String authorization() {
        var token = caller.getCredential(AccessTokenCredential.class);
        return token == null ? null : "Bearer " + token.getToken();
    }

    /** What becomes of the request to erase a person. */
    enum Erasure {
        DONE,
        /** There has never been such a person. */
        UNKNOWN,
        /** The person is active. */
        REFUSED
    }

    private static <T> Uni<T> attempt(Uni<T> call, Deadline deadline) {
        var left = deadline.left();
        // Not @Timeout: it does not cancel the exchange, and a body that trickles would never end.
        return call.ifNoItem().after(left.compareTo(LIMIT) < 0 ? left : LIMIT).fail();
    }

    private <T> Uni<T> measured(Uni<T> attempt) {
        long begin = System.nanoTime();
        return attempt.onTermination()
                .invoke((answer, failure, cancelled) ->
                        (answer == null ? failed : answered).record(System.nanoTime() - begin, NANOSECONDS));
    }

    /**
     * Asks whose token this is, within the same limits.
     *
     * @return {@code null} for nobody's
     */
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Directory.Member> owner(String token, Deadline deadline) {
        return attempt(
                users.me("Bearer " + token)
                        .map(body -> new Directory.Member(read(body, Answer.class).id))
                        .onFailure(failure -> isRefusal(failure, "person-unknown"))
                        .recoverWithItem(() -> null)
                        .onFailure(failure -> isRefusal(failure, "person-inactive"))
                        .recoverWithItem(Directory.Member.INACTIVE),
                deadline);
    }

    private Uni<Map<UUID, Person>> one(UUID id) {
        return users.get(id)
                .map(body -> known(Set.of(id), List.of(read(body, Answer.class)), Set.of()))
                .onFailure(failure -> isProblem(failure, 404))
                .recoverWithItem(() -> Map.of(id, Person.UNKNOWN));
    }

    private Uni<Map<UUID, Person>> many(Set<UUID> ids) {
        return users.query(new UsersClient.Query(ids)).map(body -> {
            var answers = read(body, Answers.class);
            return known(ids, answers.items, answers.unknown);
        });
    }

    /**
     * The client's view of each attempt, including the wait for a connection, failures and time-outs, which Quarkus'
     * own {@code http.client.requests} leaves out.
     */
    private static Timer calls(String outcome, MeterRegistry metrics) {
        return Latency.timer("users.calls")
                .description("The attempts to ask users for people")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private <T> T read(String body, Class<T> type) {
        try {
            var answer = body == null ? null : json.readValue(body, type);
            if (answer == null) {
                throw new IllegalStateException("users sent nothing");
            }
            return answer;
        } catch (JsonProcessingException e) {
            // Without the cause: it is an IOException, which @Retry would find and retry.
            throw new IllegalStateException("users sent something else than JSON: " + e.getOriginalMessage());
        }
    }

    /** @throws IllegalStateException if the answer is not about exactly these people */
    private static Map<UUID, Person> known(Set<UUID> asked, List<Answer> users, Set<UUID> unknown) {
        var people = new HashMap<UUID, Person>();
        for (Answer user : users == null ? List.<Answer>of() : users) {
            people.put(user == null ? null : user.id, user == null ? null : user.person());
        }
        for (UUID id : unknown == null ? Set.<UUID>of() : unknown) {
            people.put(id, Person.UNKNOWN);
        }
        if (!people.keySet().equals(asked)) {
            throw new IllegalStateException("users answered something else than was asked");
        }
        return people;
    }

    private boolean isRefusal(Throwable failure, String type) {
        return isProblem(failure, 403)
                && read(((WebApplicationException) failure).getResponse().readEntity(String.class), Refusal.class)
                        .type
                        .equals("urn:rota:" + type);
    }

    /** An answer of the service itself, not of a proxy in between. */
    private static boolean isProblem(Throwable failure, int status) {
        return failure instanceof WebApplicationException e
                && e.getResponse().getStatus() == status
                && MediaType.valueOf(Problem.MEDIA_TYPE)
                        .isCompatible(e.getResponse().getMediaType());
    }

    /** The fields that matter here (tolerant reader). */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(UUID id, String status, Set<String> roles, String zone) {

        /** Nobody is active whose status is another one, whichever statuses another version of users has. */
        Person person() {
            var standing = "ACTIVE".equals(status) ? Person.Standing.ACTIVE : Person.Standing.INACTIVE;
            return new Person(standing, roles == null ? Set.of() : roles, zone);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String type) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answers(List<Answer> items, Set<UUID> unknown) {}
}
