package dev.rota.shifts;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import dev.rota.shared.Zone;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.UuidGenerator;

/** A span of work at a place, as the database keeps one: {@code [startsAt, endsAt)}. */
@Entity
@Table(name = "shift")
class Shift {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(24);

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "assignee_id")
    UUID assignee;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    String zone;
    String location;
    String role;
    String notes;

    @Enumerated(EnumType.STRING)
    ShiftStatus status = ShiftStatus.DRAFT;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    Shift() {}

    Shift(Fields fields) {
        set(fields);
    }

    final void replace(Fields fields) {
        set(fields);
        updatedAt = now();
    }

    void cancel() {
        if (status != ShiftStatus.CANCELLED) {
            status = ShiftStatus.CANCELLED;
            updatedAt = now();
        }
    }

    /**
     * What a change begins with.
     *
     * @throws ProblemException 409 where the shift is cancelled
     */
    Fields fields() {
        if (status == ShiftStatus.CANCELLED) {
            throw ProblemException.conflict("shift-cancelled", "The shift is cancelled; plan a new one.", Map.of());
        }
        return new Fields(assignee, startsAt, endsAt, zone, location, role, notes, status);
    }

    private void set(Fields fields) {
        assignee = fields.assignee;
        startsAt = fields.start;
        endsAt = fields.end;
        zone = fields.zone;
        location = fields.location;
        role = fields.role;
        notes = fields.notes;
        status = fields.status == null ? status : fields.status;
    }

    /** As precise as the database, so that the first answer and every later one agree. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
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

            @Schema(
                    enumeration = {"DRAFT", "PUBLISHED"},
                    description = "Absent: DRAFT for a new shift, unchanged for an existing one.")
            ShiftStatus status) {

        private static final String ROLE = "^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";

        Fields {
            location = location == null ? null : location.strip();
        }

        /**
         * The rules that need more than one field.
         *
         * @throws ProblemException 400
         */
        Fields checked() {
            var length = Duration.between(start, end);
            if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
                throw ProblemException.badField("end", "must be 1 minute to 24 hours after start");
            }
            if (status == ShiftStatus.CANCELLED) {
                throw ProblemException.badField("status", "must be DRAFT or PUBLISHED; DELETE cancels a shift");
            }
            return this;
        }

        /** Whether going from {@code before} to this gives somebody work that they did not have at that time. */
        boolean books(Fields before) {
            return assignee != null
                    && (before == null
                            || !assignee.equals(before.assignee)
                            || !Objects.equals(start, before.start)
                            || !Objects.equals(end, before.end));
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

            @Schema(required = true) ShiftStatus status,

            @Schema(required = true, examples = "0", description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt) {

        View(Shift shift) {
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
                    shift.status,
                    shift.version,
                    shift.createdAt,
                    shift.updatedAt);
        }

        private static OffsetDateTime local(Instant instant, String zone) {
            return instant.atZone(ZoneId.of(zone)).toOffsetDateTime();
        }
    }
}
