package dev.rota.shifts;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.UuidGenerator;

/** A person's time off, {@code [startsAt, endsAt)}: asked for, and then approved or not. */
@Entity
@Table(name = "absence")
class Absence {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(366);

    /** Where an absence stands. Only an approved one takes time. */
    enum Status {
        REQUESTED,
        APPROVED,
        DECLINED,
        WITHDRAWN
    }

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "person_id", updatable = false)
    UUID person;

    @Column(name = "starts_at", updatable = false)
    Instant startsAt;

    @Column(name = "ends_at", updatable = false)
    Instant endsAt;

    @Column(updatable = false)
    String reason;

    @Enumerated(EnumType.STRING)
    Status status = Status.REQUESTED;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    Absence() {}

    Absence(Fields fields) {
        person = fields.user;
        startsAt = fields.start;
        endsAt = fields.end;
        reason = fields.reason;
    }

    Window window() {
        return new Window(startsAt, endsAt);
    }

    /**
     * What a decision begins with: once is as good as twice, and what is decided otherwise stays so.
     *
     * @throws ProblemException 409 where it was decided otherwise
     */
    void requireUndecidedBut(Status decision) {
        if (status != Status.REQUESTED && status != decision) {
            throw ProblemException.conflict("absence-decided", "The absence is " + status + ".", Map.of());
        }
    }

    void approve() {
        become(Status.APPROVED);
    }

    void decline() {
        become(Status.DECLINED);
    }

    /**
     * An approved absence, too.
     *
     * @throws ProblemException 409 where it was declined, or was approved and is over
     */
    void withdraw() {
        if (status != Status.APPROVED) {
            become(Status.WITHDRAWN);
        } else if (endsAt.isAfter(Instants.now())) {
            set(Status.WITHDRAWN);
        } else {
            throw ProblemException.conflict("absence-over", "The absence is over.", Map.of());
        }
    }

    private void become(Status decision) {
        requireUndecidedBut(decision);
        if (status != decision) {
            set(decision);
        }
    }

    private void set(Status next) {
        status = next;
        updatedAt = Instants.now();
    }

    /** What a client asks for. */
    @Schema(name = "AbsenceFields", additionalProperties = Schema.False.class)
    record Fields(
            @NotNull
            @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "The id of an active user.")
            UUID user,

            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(examples = "2026-07-06T00:00:00+02:00", description = "RFC 3339 with an offset, in whole seconds.")
            Instant start,

            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(
                    examples = "2026-07-20T00:00:00+02:00",
                    description = "Not part of the absence any more. 1 minute to 366 days after start.")
            Instant end,

            @Text(min = 0, max = 2000, lines = true)
            @Schema(examples = "Summer holiday", maxLength = 2000, nullable = true)
            String reason) {

        /**
         * The rule that needs more than one field.
         *
         * @throws ProblemException 400
         */
        Fields checked() {
            var length = Duration.between(start, end);
            if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
                throw ProblemException.badField("end", "must be 1 minute to 366 days after start");
            }
            return this;
        }
    }

    /** What a client sees. */
    @Schema(name = "Absence")
    record View(
            @Schema(required = true, examples = "01980a60-0000-7000-8000-000000000001")
            UUID id,

            @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
            UUID user,

            @Schema(required = true, examples = "2026-07-05T22:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-07-19T22:00:00Z")
            Instant end,

            @Schema(nullable = true, examples = "Summer holiday")
            String reason,

            @Schema(required = true) Status status,

            @Schema(required = true, examples = "0", description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt) {

        View(Absence absence) {
            this(
                    absence.id,
                    absence.person,
                    absence.startsAt,
                    absence.endsAt,
                    absence.reason,
                    absence.status,
                    absence.version,
                    absence.createdAt,
                    absence.updatedAt);
        }
    }
}
