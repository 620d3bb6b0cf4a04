package dev.rota.users;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The people in the database. */
@ApplicationScoped
public class UserRepository implements Repository<User> {

    private final UsersDatabase database;

    UserRepository(UsersDatabase database) {
        this.database = database;
    }

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no user with this id.");
    }

    @Override
    public Mapping<User> mapping() {
        return User.MAPPING;
    }

    /** Those of these people who exist, by id. */
    ListQuery<User> byIds(Collection<UUID> ids) {
        return new ListQuery<>(User.MAPPING).whereIn("id", ids);
    }

    /** The active person of this address. */
    public ListQuery<User> activeByEmail(String email) {
        return new ListQuery<>(User.MAPPING)
                .where(lower("e.email") + " = " + lower(":email"), "email", email)
                .where("e.status = :status", "status", UserStatus.ACTIVE);
    }

    /** Every name, address and phone number that the person has or had; of nobody, none. */
    Uni<List<String>> knownAs(UUID id) {
        return database.read("SELECT known_as(:id)", Map.of("id", id), row -> row.getString(0));
    }

    /**
     * Erases the person, whose row is locked if there is one, in the open transaction; once more for somebody who is erased changes nothing.
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
    ListQuery<User> search(UserFilter filter, boolean addresses, Cursor after, int limit) {
        return new ListQuery<>(User.MAPPING)
                .where("e.status = :status", "status", filter.status())
                .where(":role = ANY (e.roles)", "role", filter.role())
                .where(
                        (addresses
                                        ? "(%1$s LIKE %3$s ESCAPE '\\' OR %2$s LIKE %3$s ESCAPE '\\')"
                                        : "%1$s LIKE %3$s ESCAPE '\\'")
                                .formatted(lower("e.name"), lower("e.email"), lower(":prefix")),
                        "prefix",
                        beginsWith(filter.prefix()))
                .orderByText("name", "names", after)
                .limit(limit);
    }

    /** In the collation of the indexes: the server's own would follow the locale that it was made with. */
    private static String lower(String text) {
        return "lower(" + text + " COLLATE pg_c_utf8)";
    }

    private static String beginsWith(String prefix) {
        return prefix == null ? null : prefix.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }
}
