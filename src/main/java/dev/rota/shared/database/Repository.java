package dev.rota.shared.database;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/**
 * The entities of one type, by UUID, in a module's database. What answers a {@link ListQuery} only says what to ask; every
 * other method needs an open transaction.
 */
public interface Repository<E> extends PanacheRepositoryBase<E, UUID> {

    /** The 404 for an unknown id. */
    ProblemException unknown();

    /** How the rows become entities. */
    Mapping<E> mapping();

    /** None for an unknown id. */
    default ListQuery<E> byId(UUID id) {
        return ListQuery.byId(mapping(), id);
    }

    /**
     * Locks the row until the transaction ends, which serializes the changes of one entity.
     *
     * @throws ProblemException 404, or 409 if its status is not known
     */
    default Uni<E> byIdForUpdate(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(this::unknown)
                .invoke(WithStatus::requireKnown);
    }
}
