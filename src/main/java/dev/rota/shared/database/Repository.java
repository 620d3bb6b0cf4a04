package dev.rota.shared.database;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/**
 * The entities of one type in a module's database. Every method needs an open session.
 *
 * @param <E> what is kept, under a UUID
 */
public interface Repository<E> extends PanacheRepositoryBase<E, UUID> {

    /** The 404 for an id that nothing has. */
    ProblemException unknown();

    /** @throws ProblemException 404 */
    default Uni<E> byId(UUID id) {
        return findById(id).onItem().ifNull().failWith(this::unknown);
    }

    /**
     * Locked until the transaction ends, so that two changes of one entity happen one after the other.
     *
     * @throws ProblemException 404
     */
    default Uni<E> byIdForUpdate(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(this::unknown);
    }
}
