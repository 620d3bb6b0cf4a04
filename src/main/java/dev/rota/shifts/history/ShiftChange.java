package dev.rota.shifts.history;

import dev.rota.shared.changes.Change;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftResponse;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a shift in the change feed. */
@Schema(name = "ShiftChange")
record ShiftChange(
        @Schema(
                required = true,
                examples = "42",
                description = "Consecutive number of the change in this edition's change feed, from 1.")
        long position,

        @Schema(
                required = true,
                examples = "UPDATED",
                enumeration = {"CREATED", "UPDATED", "PUBLISHED", "CANCELLED", "DELETED"},
                description = ShiftChange.KINDS)
        String kind,

        @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
        Instant at,

        @Schema(
                nullable = true,
                examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                description = "Who did it: the id of the person, or the name of the program; null if unknown.")
        String actor,

        @Schema(required = true, description = "The shift after the change; after a deletion, as it was before.")
        ShiftResponse shift) {

    static final String KINDS =
            "CREATED: it is new in this edition; PUBLISHED, CANCELLED: its status became so, and other fields may have"
                    + " changed with it; UPDATED: any other change; DELETED: an operator deleted it from the database.";

    ShiftChange(Change<? extends ShiftEdition> change) {
        this(change.position(), change.kind(), change.at(), change.actor(), new ShiftResponse(change.row()));
    }
}
