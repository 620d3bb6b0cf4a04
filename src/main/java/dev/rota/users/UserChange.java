package dev.rota.users;

import dev.rota.shared.changes.Change;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a person in the change feed. */
@Schema(name = "UserChange")
record UserChange(
        @Schema(
                required = true,
                examples = "42",
                description =
                        "Number of the change in the change feed, ascending from 1. Some are missing after an erasure.")
        long position,

        @Schema(
                required = true,
                examples = "UPDATED",
                enumeration = {"CREATED", "UPDATED", "DEACTIVATED", "REACTIVATED", "ERASED", "DELETED"},
                description =
                        "ERASED: the person was erased, the only change of them that is left; DELETED: an operator"
                                + " deleted the person from the database.")
        String kind,

        @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
        Instant at,

        @Schema(
                nullable = true,
                examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                description = "Who did it: the id of the person, or the name of the program; null if unknown.")
        String actor,

        @Schema(
                required = true,
                description =
                        "The person after the change; after a deletion, as they were before; erased, with empty texts.")
        UserResponse user) {

    UserChange(Change<User> change) {
        this(change.position(), change.kind(), change.at(), change.actor(), new UserResponse(change.row()));
    }
}
