package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import dev.rota.shared.Zone;
import dev.rota.shifts.WorkingTime.Warning;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A shift as it is planned. Workers see it as a {@link PublishedShift}. */
@Entity
@Table(name = "shift")
class Shift extends ShiftVersion {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(24);

    /** What this was copied from; {@code null} for a shift that was planned by itself. */
    @Column(name = "copied_from", updatable = false)
    UUID copiedFrom;

    /** How many weeks later than that. */
    @Column(name = "copied_weeks", updatable = false)
    Integer copiedWeeks;

    /** For Hibernate. */
    Shift() {}

    Shift(Fields fields) {
        set(fields);
    }

    /** A new draft, the same some weeks later by the clock of the place. */
    Shift copy(int weeks, boolean open) {
        var copy = new Shift(new Fields(
                open ? null : assignee,
                later(startsAt, weeks),
                later(endsAt, weeks),
                zone,
                location,
                role,
                notes,
                null,
                null));
        copy.copiedFrom = id;
        copy.copiedWeeks = weeks;
        return copy;
    }

    private Instant later(Instant instant, int weeks) {
        return instant.atZone(ZoneId.of(zone)).plusWeeks(weeks).toInstant();
    }

    static boolean isOfPossibleLength(Instant start, Instant end) {
        var length = Duration.between(start, end);
        return length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    }

    /** A change of what is published is a draft until it is published too, unless the fields say otherwise. */
    final void replace(Fields fields) {
        boolean changed = !fields.withoutStatus().equals(fields());
        set(fields);
        if (fields.status == null && changed) {
            status = ShiftStatus.DRAFT;
        }
        updatedAt = Instants.now();
    }

    /**
     * Gives a shift that is to be had to whoever asks first.
     *
     * @throws ProblemException 409 where it is not to be had (any more)
     */
    void claim(UUID person) {
        requireUpcoming("not-claimable");
        if (assignee != null && !assignee.equals(person)) {
            throw ProblemException.conflict("already-taken", "Somebody else has this shift.", Map.of());
        }
        if (assignee == null) {
            assignee = person;
            claimedBy = person;
            updatedAt = Instants.now();
        }
    }

    /** @throws ProblemException 409 where nobody has claimed it, or it is too late */
    void release() {
        requireUpcoming("not-claimable");
        if (!isClaimed()) {
            throw ProblemException.conflict("not-claimed", "Nobody has claimed this shift.", Map.of());
        }
        open();
    }

    /** Nobody has it any more; where it is published, workers see so at once. */
    void open() {
        assignee = null;
        claimedBy = null;
        overrideReason = null;
        updatedAt = Instants.now();
    }

    /**
     * Whether everybody sees it as it is planned, and it is yet to begin.
     *
     * @param problem the type of what is wrong where it is not so
     * @throws ProblemException 409
     */
    void requireUpcoming(String problem) {
        if (status != ShiftStatus.PUBLISHED) {
            throw ProblemException.conflict(problem, "The shift is not published, or it is being changed.", Map.of());
        }
        if (!startsAt.isAfter(Instants.now())) {
            throw ProblemException.conflict("shift-begun", "The shift has begun.", Map.of());
        }
    }

    void cancel() {
        if (status != ShiftStatus.CANCELLED) {
            status = ShiftStatus.CANCELLED;
            updatedAt = Instants.now();
        }
    }

    /**
     * What a change begins with; of the status it says nothing.
     *
     * @throws ProblemException 409 where the shift is cancelled
     */
    Fields fields() {
        if (status == ShiftStatus.CANCELLED) {
            throw ProblemException.conflict("shift-cancelled", "The shift is cancelled; plan a new one.", Map.of());
        }
        return new Fields(assignee, startsAt, endsAt, zone, location, role, notes, overrideReason, null);
    }

    private void set(Fields fields) {
        claimedBy = Objects.equals(assignee, fields.assignee) ? claimedBy : null;
        assignee = fields.assignee;
        startsAt = fields.start;
        endsAt = fields.end;
        zone = fields.zone;
        location = fields.location;
        role = fields.role;
        notes = fields.notes;
        overrideReason = fields.overrideReason;
        status = fields.status == null ? status : fields.status;
    }

    /** What a client may write. */
    @Schema(name = "ShiftFields", additionalProperties = Schema.False.class)
    record Fields(
            @Schema(
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    nullable = true,
                    description = "The id of an active user. Absent: the shift is open.")
            UUID assignee,

            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(examples = "2026-03-29T00:00:00+01:00", description = "RFC 3339 with an offset, in whole seconds.")
            Instant start,

            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(
                    examples = "2026-03-29T08:00:00+02:00",
                    description =
                            "Not part of the shift any more. 1 minute to 24 hours after start, in real elapsed time.")
            Instant end,

            @NotNull @Zone @Schema(examples = "Europe/Berlin", description = "The place's zone in the IANA database.")
            String zone,

            @NotNull @Text(max = 100) @Schema(examples = "Harbour café", minLength = 1, maxLength = 100)
            String location,

            @Pattern(regexp = ROLE, message = "must be a code of 1 to 32 lower-case letters, digits and inner hyphens")
            @Schema(examples = "barista", pattern = ROLE, nullable = true)
            String role,

            @Text(min = 0, max = 2000, lines = true)
            @Schema(examples = "Bring the key.", maxLength = 2000, nullable = true)
            String notes,

            // Left out where absent, so that to a version without it a request with an Idempotency-Key is the same.
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Text(max = 500, lines = true)
            @Schema(
                    examples = "Stocktaking; agreed with Ada.",
                    minLength = 1,
                    maxLength = 500,
                    nullable = true,
                    description =
                            "Why the planner accepts what the answer warns of. A PATCH that gives the shift to somebody"
                                    + " else, moves it or opens it, and does not name this field, removes it.")
            String overrideReason,

            @Schema(
                    enumeration = {"DRAFT", "PUBLISHED"},
                    description =
                            "PUBLISHED: workers see it at once. Absent or DRAFT: what workers see of it stays as it is"
                                    + " until it is published.")
            ShiftStatus status) {

        private static final String ROLE = "^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";

        Fields {
            location = location == null ? null : location.strip();
            overrideReason = overrideReason == null ? null : overrideReason.strip();
        }

        /**
         * The rules that need more than one field.
         *
         * @throws ProblemException 400
         */
        Fields checked() {
            if (!isOfPossibleLength(start, end)) {
                throw ProblemException.badField("end", "must be 1 minute to 24 hours after start");
            }
            if (status == ShiftStatus.CANCELLED) {
                throw ProblemException.badField("status", "must be DRAFT or PUBLISHED; DELETE cancels a shift");
            }
            return this;
        }

        Fields withoutStatus() {
            return new Fields(assignee, start, end, zone, location, role, notes, overrideReason, null);
        }

        Fields withoutOverride() {
            return new Fields(assignee, start, end, zone, location, role, notes, null, status);
        }

        /** Whether going from {@code before} to this gives somebody work that they did not have at that time. */
        boolean books(Fields before) {
            return assignee != null && (before == null || !isSameWork(before));
        }

        /** Whether it is the same person's, or nobody's, at the same time. */
        boolean isSameWork(Fields other) {
            return Objects.equals(assignee, other.assignee)
                    && Objects.equals(start, other.start)
                    && Objects.equals(end, other.end);
        }
    }

    /** What a client sees. */
    @Schema(name = "Shift")
    record View(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID id,

            @Schema(
                    nullable = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "Null: the shift is open.")
            UUID assignee,

            @Schema(required = true, examples = "2026-03-28T23:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-29T06:00:00Z")
            Instant end,

            @Schema(required = true, examples = "Europe/Berlin")
            String zone,

            @Schema(
                    required = true,
                    examples = "2026-03-29T00:00:00+01:00",
                    description = "start on the clock of the place")
            OffsetDateTime localStart,

            @Schema(
                    required = true,
                    examples = "2026-03-29T08:00:00+02:00",
                    description = "end on the clock of the place")
            OffsetDateTime localEnd,

            @Schema(
                    required = true,
                    examples = "PT7H",
                    description = "Real elapsed time, ISO 8601",
                    format = "duration")
            Duration duration,

            @Schema(required = true, examples = "Harbour café")
            String location,

            @Schema(nullable = true, examples = "barista") String role,

            @Schema(nullable = true, examples = "Bring the key.")
            String notes,

            @Schema(
                    nullable = true,
                    examples = "Stocktaking; agreed with Ada.",
                    description = "Why too little rest around the shift or too much work in its week is accepted.")
            String overrideReason,

            @Schema(required = true, description = "Whether the assignee claimed the shift and may release it.")
            boolean claimed,

            @Schema(required = true) ShiftStatus status,

            @Schema(required = true, examples = "0", description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt,

            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            @Schema(
                    description =
                            "In the answer to a write that gives the assignee this work, or changes the reason for it:"
                                    + " what in the plan is not as it should be then. Absent where there is nothing.")
            List<Warning> warnings) {

        View(ShiftVersion shift) {
            this(shift, List.of());
        }

        View(ShiftVersion shift, List<Warning> warnings) {
            this(
                    shift.id,
                    shift.assignee,
                    shift.startsAt,
                    shift.endsAt,
                    shift.zone,
                    local(shift.startsAt, shift.zone),
                    local(shift.endsAt, shift.zone),
                    Duration.between(shift.startsAt, shift.endsAt),
                    shift.location,
                    shift.role,
                    shift.notes,
                    shift.overrideReason,
                    shift.isClaimed(),
                    shift.status,
                    shift.version,
                    shift.createdAt,
                    shift.updatedAt,
                    warnings);
        }

        private static OffsetDateTime local(Instant instant, String zone) {
            return instant.atZone(ZoneId.of(zone)).toOffsetDateTime();
        }
    }
}
