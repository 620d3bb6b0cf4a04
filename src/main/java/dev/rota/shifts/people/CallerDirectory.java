package dev.rota.shifts.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rota.shared.http.Deadline;
import dev.rota.shared.identity.Directory;
import dev.rota.shared.identity.Token;
import dev.rota.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The person of a token, as users says. So somebody who was deactivated goes on for as long as an answer is fresh. Where
 * users cannot be asked, whoever was seen within the last hour goes on reading, and within the last minutes writing.
 */
@ApplicationScoped
class CallerDirectory implements Directory {

    private static final Logger LOG = Logger.getLogger(CallerDirectory.class);

    private static final Duration READING = Duration.ofHours(1);
    private static final Duration WRITING = Duration.ofMinutes(5);

    private final UsersCalls users;
    private final Duration fresh;
    private final Cache<Key, Seen> seen =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(READING).build();

    /** @param fresh how long an answer of users holds */
    CallerDirectory(UsersCalls users, @ConfigProperty(name = "rota.callers.fresh") Duration fresh) {
        this.users = users;
        this.fresh = fresh;
    }

    private record Key(String issuer, String subject) {}

    /** @param nanos of {@link System#nanoTime} */
    private record Seen(Member member, long nanos) {

        boolean isWithin(Duration age) {
            return System.nanoTime() - nanos < age.toNanos();
        }
    }

    /** All of the API that users itself does not. */
    @Override
    public boolean serves(String path) {
        return path.startsWith("/v1/") && !path.startsWith("/v1/users");
    }

    @Override
    public Uni<Member> find(Token token, boolean reading) {
        var key = new Key(token.issuer(), token.subject());
        var before = seen.getIfPresent(key);
        if (before != null && before.isWithin(fresh)) {
            return Uni.createFrom().item(before.member);
        }
        return Deadline.bound(deadline -> users.owner(token.encoded(), deadline))
                .invoke(member -> seen.put(key, new Seen(member, System.nanoTime())))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("users could not be asked whose token it is: %s", failure);
                    return before != null && before.isWithin(reading ? READING : WRITING)
                            ? Uni.createFrom().item(before.member)
                            : Uni.createFrom()
                                    .failure(ProblemException.unavailable(
                                            "users-unavailable", "The users service cannot be asked now who you are."));
                });
    }
}
