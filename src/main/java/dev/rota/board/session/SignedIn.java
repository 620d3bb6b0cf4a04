package dev.rota.board.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Person;
import dev.rota.board.api.UsersApi;
import dev.rota.shared.identity.Directory;
import dev.rota.shared.identity.Token;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * The person of a session, as users says. This decides what is offered; what somebody may do is decided by users and
 * shifts, who are asked with their token. So whoever was seen within the last hour goes on looking where users cannot be
 * asked.
 */
@ApplicationScoped
public class SignedIn implements Directory {

    private static final Logger LOG = Logger.getLogger(SignedIn.class);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final String UNASKED = SignedIn.class.getName() + ".unasked";

    private final UsersApi users;
    private final Vertx vertx;
    private final Cache<Key, Seen> seen = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private final Cache<UUID, Person> people = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    SignedIn(@RestClient UsersApi users, Vertx vertx) {
        this.users = users;
        this.vertx = vertx;
    }

    private record Key(String issuer, String subject) {}

    /** @param nanos of {@link System#nanoTime} */
    private record Seen(Member member, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    /** All that is no API. */
    @Override
    public boolean serves(String path) {
        return Board.serves(path);
    }

    @Override
    public Uni<Member> find(Token token, boolean reading) {
        var key = new Key(token.issuer(), token.subject());
        var before = seen.getIfPresent(key);
        if (before != null && before.isFresh()) {
            return Uni.createFrom().item(before.member);
        }
        // The client answers a refusal in a context of its own.
        var context = vertx.getOrCreateContext();
        return users.me("Bearer " + token.encoded())
                .invoke(person -> people.put(person.id(), person))
                .map(person -> new Member(person.id()))
                .onFailure(failure -> isRefusal(failure, "person-unknown"))
                .recoverWithItem(() -> null)
                .onFailure(failure -> isRefusal(failure, "person-inactive"))
                .recoverWithItem(Member.INACTIVE)
                .invoke(member -> seen.put(key, new Seen(member, System.nanoTime())))
                .emitOn(command -> context.runOnContext(go -> command.run()))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("users could not be asked who signed in: %s", failure);
                    if (before == null) {
                        ContextLocals.put(UNASKED, true);
                        return null;
                    }
                    return before.member;
                });
    }

    /** Whether it is not known who sends the current request, because users could not be asked. */
    public static boolean isUnasked() {
        return VertxContext.isOnDuplicatedContext()
                && ContextLocals.get(UNASKED).isPresent();
    }

    /** What users said of somebody who has signed in. */
    public Optional<Person> person(UUID id) {
        return Optional.ofNullable(id).map(people::getIfPresent);
    }

    private static boolean isRefusal(Throwable failure, String name) {
        return failure instanceof ApiProblem problem && problem.name().equals(name);
    }
}
