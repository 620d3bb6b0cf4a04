package dev.rota.users;

import dev.rota.shared.changes.Change;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a person in the change feed. */
@Schema(name = "UserChange")
record UserChange(
        @Schema(required = true, examples = "42", description = "Counts the changes, from 1.")
        long position,

        @Schema(
                required = true,
                examples = "UPDATED",
                enumeration = {"CREATED", "UPDATED", "DEACTIVATED", "REACTIVATED", "DELETED"},
                description = "DELETED: an operator took the person out of the database; this service never does.")
        String kind,

        @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
        Instant at,

        @Schema(
                nullable = true,
                examples = "ada@example.com",
                description = "Who did it, as `X-Forwarded-User` said; null where it said nothing.")
        String actor,

        @Schema(required = true, description = "The person as they became or, if deleted, as they were last.")
        UserResponse user) {

    UserChange(Change<User> change) {
        this(change.position(), change.kind(), change.at(), change.actor(), new UserResponse(change.row()));
    }
}
