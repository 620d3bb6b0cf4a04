package dev.rota.shifts.erasure;

import dev.rota.shifts.people.Names;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the database does to erase a person. Every method needs an open transaction. */
@Singleton
class ErasureRepository {

    private final ShiftsDatabase database;

    ErasureRepository(ShiftsDatabase database) {
        this.database = database;
    }

    /** Locks the person until the transaction ends, and what is to be erased before, in the lock order. */
    Uni<Void> lock(UUID person) {
        return database.session()
                .chain(session -> count(session, "SELECT count(lock_person(:person))", person)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Everything but {@link #eraseActor}. */
    Uni<Void> erase(UUID person, Names names) {
        return database.session()
                .chain(session -> count(session, "SELECT count(erase_person(:person, :knownAs))", person)
                        .setParameter("knownAs", array(names))
                        .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * Erases the person as the actor of changes.
     *
     * @param most changes at once
     * @return of how many
     */
    Uni<Long> eraseActor(UUID person, Names names, int most) {
        return database.session()
                .chain(session -> count(session, "SELECT CAST(erase_actor(:person, :knownAs, :most) AS bigint)", person)
                        .setParameter("knownAs", array(names))
                        .setParameter("most", most)
                        .getSingleResult());
    }

    private static Mutiny.SelectionQuery<Long> count(Mutiny.Session session, String sql, UUID person) {
        return session.createNativeQuery(sql, Long.class).setParameter("person", person);
    }

    private static String[] array(Names names) {
        return names.knownAs().toArray(String[]::new);
    }
}
