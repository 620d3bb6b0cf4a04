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
                examples = "ada@example.com",
                description = "The actor, from `X-Forwarded-User`; null if unknown.")
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
