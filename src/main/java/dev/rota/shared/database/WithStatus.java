package dev.rota.shared.database;

import dev.rota.shared.problem.ProblemException;
import java.util.Map;

/** An entity with a status, which is {@code null} where only a later version of the program knows it. */
public interface WithStatus {

    Enum<?> status();

    /**
     * For an entity that was read in order to be changed: the change would overwrite what it cannot know.
     *
     * @throws ProblemException 409 if it has a status that is not known
     */
    static void requireKnown(Object entity) {
        if (entity instanceof WithStatus row && row.status() == null) {
            throw ProblemException.conflict(
                    "status-not-known",
                    "A later version of Rota wrote a status here that this version does not know.",
                    Map.of());
        }
    }
}
