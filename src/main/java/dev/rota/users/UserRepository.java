package dev.rota.users;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The people in the database. Every method needs an open session. */
@ApplicationScoped
public class UserRepository implements Repository<User> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no user with this id.");
    }

    /** Those of these people who exist, by id. */
    Uni<List<User>> byIds(Collection<UUID> ids) {
        var query = new ListQuery<>(User.class).where("e.id in :ids", "ids", ids);
        return getSession().chain(query::list);
    }

    /** The active person of this address, or {@code null}. */
    public Uni<User> activeByEmail(String email) {
        var query = new ListQuery<>(User.class)
                .where("%s = %s".formatted(lower("e.email"), lower(":email")), "email", email)
                .where("e.status = :status", "status", UserStatus.ACTIVE);
        return getSession().chain(query::list).map(found -> found.isEmpty() ? null : found.get(0));
    }

    /** Every name, address and phone number that the person has or had; of nobody, none. */
    Uni<List<String>> knownAs(UUID id) {
        return getSession()
                .chain(session -> session.createNativeQuery("SELECT known_as(:id)", String.class)
                        .setParameter("id", id)
                        .getResultList());
    }

    /**
     * Erases the person, whose row is locked if there is one; once more for somebody who is erased changes nothing.
     *
     * @throws ProblemException 404 if there has never been such a person
     */
    Uni<Void> erase(UUID id) {
        return getSession()
                .chain(session -> session.createNativeQuery("SELECT erase_person(:id)", Boolean.class)
                        .setParameter("id", id)
                        .getSingleResult())
                .invoke(known -> {
                    if (!known) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * By name, at most {@code limit}.
     *
     * @param addresses whether somebody is found by an e-mail address, too
     */
    Uni<List<User>> search(UserFilter filter, boolean addresses, Cursor after, int limit) {
        var query = new ListQuery<>(User.class)
                .where("e.status = :status", "status", filter.status())
                // Not array_contains: Hibernate casts to varchar[], which PostgreSQL does not compare with text[].
                .where("array_position(e.roles, :role) > 0", "role", filter.role())
                .where(
                        (addresses
                                        ? "(%1$s like %3$s escape '\\' or %2$s like %3$s escape '\\')"
                                        : "%1$s like %3$s escape '\\'")
                                .formatted(lower("e.name"), lower("e.email"), lower(":prefix")),
                        "prefix",
                        beginsWith(filter.prefix()))
                .orderByText("name", "names", after);
        return getSession().chain(session -> query.list(session, limit));
    }

    /** In the collation of the indexes: the server's own would follow the locale that it was made with. */
    private static String lower(String text) {
        return "lower(collate(" + text + " as pg_c_utf8))";
    }

    private static String beginsWith(String prefix) {
        return prefix == null ? null : prefix.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }
}
