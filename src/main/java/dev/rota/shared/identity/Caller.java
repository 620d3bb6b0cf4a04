package dev.rota.shared.identity;

import dev.rota.shared.problem.ProblemException;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who sent a request.
 *
 * @param person {@code null} for programs, and for staff whom users does not know
 * @param actor the name for the history: the person's id, or how the provider names a program; {@code null} where
 *     nobody signs in
 */
public record Caller(UUID person, Set<String> roles, String actor) {

    /** Where nobody signs in: in every role, and whichever person a request is about. */
    static final Caller EVERYBODY = new Caller(null, Role.IN_TOKENS, null);

    private static final String LOCAL = Caller.class.getName();

    /** Of the current request; empty where it needs no token, and outside of requests. */
    public static Optional<Caller> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }

    /**
     * Of the current request, whose operation needs a token.
     *
     * @throws IllegalStateException if there is none
     */
    public static Caller required() {
        return current().orElseThrow(() -> new IllegalStateException("the operation is open to everybody"));
    }

    void remember() {
        ContextLocals.put(LOCAL, this);
    }

    /** Whether it has one of these roles. */
    public boolean is(String... any) {
        return Arrays.stream(any).anyMatch(roles::contains);
    }

    /** @param person may be {@code null}, which is nobody */
    public boolean isPerson(UUID person) {
        return equals(EVERYBODY) || person != null && person.equals(this.person);
    }

    /** @param person may be {@code null}, which is nobody */
    public boolean isPersonOr(UUID person, String... any) {
        return isPerson(person) || is(any);
    }

    /**
     * @param person whom the request is about; {@code null} is nobody
     * @throws ProblemException 403 unless it is that person, or has one of these roles
     */
    public void require(UUID person, String... any) {
        if (!isPersonOr(person, any)) {
            throw ProblemException.forbidden("not-yours", "You may do this for yourself only.");
        }
    }

    /**
     * Whose things to list: of whoever is asked for, and without any of these roles, one's own.
     *
     * @param asked {@code null} for nobody
     * @return {@code null} for everybody's
     * @throws ProblemException 403 for somebody else's, without any of these roles
     */
    public UUID whose(UUID asked, String... any) {
        if (asked != null) {
            require(asked, any);
        }
        return asked != null || is(any) ? asked : Objects.requireNonNull(person);
    }
}
