package dev.rota.shifts;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.Instants;
import dev.rota.shared.Problem.FieldError;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.UuidGenerator;

/**
 * Two people exchange a shift each: offered by one, accepted by the other, approved. It is about the two shifts as they
 * were when it was offered, and open no longer than until the first of them begins.
 */
@Entity
@Table(name = "swap")
class Swap {

    /** Where a swap stands. */
    @Schema(name = "SwapStatus")
    enum Status {
        OFFERED,
        ACCEPTED,
        APPROVED,
        DECLINED,
        WITHDRAWN,
        /** What an open one becomes by itself: derived from the time, and not in the database. */
        EXPIRED;

        boolean isOpen() {
            return this == OFFERED || this == ACCEPTED;
        }
    }

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "offered_id", updatable = false)
    UUID offered;

    @Column(name = "wanted_id", updatable = false)
    UUID wanted;

    @Column(name = "offered_version", updatable = false)
    int offeredVersion;

    @Column(name = "wanted_version", updatable = false)
    int wantedVersion;

    @Column(name = "offered_by", updatable = false)
    UUID offeredBy;

    @Column(name = "wanted_from", updatable = false)
    UUID wantedFrom;

    @Column(updatable = false)
    String reason;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    /** As it was decided last; {@link #status()} is what counts. */
    @Enumerated(EnumType.STRING)
    Status status = Status.OFFERED;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    Swap() {}

    /**
     * A new offer.
     *
     * @param shifts those of the two that there are
     * @throws ProblemException 400 where it would have expired already, 422 where there is no such shift, 409 where the
     *     two are not published and yet to begin, the offered one is not that person's, or the wanted one is nobody
     *     else's
     */
    Swap(Fields fields, List<Shift> shifts) {
        var mine = find(shifts, fields.offered, "offered");
        var other = find(shifts, fields.wanted, "wanted");
        for (var shift : List.of(mine, other)) {
            shift.requireUpcoming("not-swappable");
        }
        if (!fields.offeredBy.equals(mine.assignee)) {
            throw notSwappable("offeredBy", "does not have the offered shift");
        }
        if (other.assignee == null || other.assignee.equals(mine.assignee)) {
            throw notSwappable("wanted", "is no shift that somebody else has");
        }
        if (fields.expiresAt != null && !fields.expiresAt.isAfter(createdAt)) {
            throw ProblemException.badField("expiresAt", "must be in the future");
        }
        var begin = mine.startsAt.isBefore(other.startsAt) ? mine.startsAt : other.startsAt;
        offered = mine.id;
        offeredVersion = mine.version;
        offeredBy = mine.assignee;
        wanted = other.id;
        wantedVersion = other.version;
        wantedFrom = other.assignee;
        reason = fields.reason;
        expiresAt = fields.expiresAt == null || begin.isBefore(fields.expiresAt) ? begin : fields.expiresAt;
    }

    private static Shift find(List<Shift> shifts, UUID id, String field) {
        return shifts.stream()
                .filter(shift -> shift.id.equals(id))
                .findAny()
                .orElseThrow(() -> ProblemException.unprocessable(
                        "unknown-shift",
                        "There is no " + field + " shift with this id.",
                        new FieldError(field, "is no shift")));
    }

    private static ProblemException notSwappable(String field, String why) {
        return ProblemException.conflict(
                "not-swappable", "These shifts cannot be swapped.", Map.of(), new FieldError(field, why));
    }

    List<UUID> shifts() {
        return List.of(offered, wanted);
    }

    List<UUID> people() {
        return List.of(offeredBy, wantedFrom);
    }

    Status status() {
        return status.isOpen() && !expiresAt.isAfter(Instants.now()) ? Status.EXPIRED : status;
    }

    /**
     * Whether this decision is still to be taken: once is as good as twice.
     *
     * @throws ProblemException 409 where it cannot be taken (any more)
     */
    boolean awaits(Status decision) {
        var now = status();
        if (now == decision) {
            return false;
        }
        if (now == Status.EXPIRED) {
            throw ProblemException.conflict("swap-expired", "The swap has expired.", Map.of());
        }
        if (!now.isOpen()) {
            throw ProblemException.conflict("swap-decided", "The swap is " + now + ".", Map.of());
        }
        if (decision == Status.APPROVED && now != Status.ACCEPTED) {
            throw ProblemException.conflict("swap-not-accepted", "The other person has not accepted yet.", Map.of());
        }
        return true;
    }

    void become(Status decision) {
        status = decision;
        updatedAt = Instants.now();
    }

    /** @throws ProblemException 422 where the swap asks somebody else */
    void requireAsked(UUID person) {
        if (!wantedFrom.equals(person)) {
            throw ProblemException.unprocessable(
                    "not-asked", "The swap asks somebody else.", new FieldError("user", "is not whom the swap asks"));
        }
    }

    /**
     * A shift, and who is to get it.
     *
     * @param field the field of a swap that names the person
     */
    record Handover(Shift shift, UUID person, String field) {}

    /**
     * What the swap comes to.
     *
     * @param both its shifts as they are now, in any order
     * @throws ProblemException 409 where one of them was changed since the swap was offered
     */
    List<Handover> handovers(List<Shift> both) {
        return both.stream().map(this::handover).toList();
    }

    private Handover handover(Shift shift) {
        boolean isOffered = shift.id.equals(offered);
        if (shift.version != (isOffered ? offeredVersion : wantedVersion)) {
            throw ProblemException.conflict(
                    "swap-outdated",
                    "One of the shifts was changed since the swap was offered.",
                    Map.of("shift", shift.id));
        }
        return isOffered ? new Handover(shift, wantedFrom, "wantedFrom") : new Handover(shift, offeredBy, "offeredBy");
    }

    /** What a client offers. */
    @Schema(name = "SwapFields", additionalProperties = Schema.False.class)
    record Fields(
            @NotNull
            @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "Who has the offered shift.")
            UUID offeredBy,

            @NotNull
            @Schema(
                    examples = "01980a5f-0000-7000-8000-000000000001",
                    description = "The shift to give away, published and yet to begin.")
            UUID offered,

            @NotNull
            @Schema(
                    examples = "01980a5f-0000-7000-8000-000000000002",
                    description = "The shift to get for it, published and yet to begin. Whoever has it is asked.")
            UUID wanted,

            @Text(min = 0, max = 2000, lines = true)
            @Schema(examples = "Dentist in the morning", maxLength = 2000, nullable = true)
            String reason,

            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(
                    examples = "2026-03-28T12:00:00+01:00",
                    nullable = true,
                    description =
                            "RFC 3339 with an offset, in whole seconds. Absent or later than that: when the first of the"
                                    + " two shifts begins.")
            Instant expiresAt) {

        /**
         * The rule that needs more than one field.
         *
         * @throws ProblemException 400
         */
        Fields checked() {
            if (offered.equals(wanted)) {
                throw ProblemException.badField("wanted", "must be another shift than the offered one");
            }
            return this;
        }

        List<UUID> shifts() {
            return List.of(offered, wanted);
        }
    }

    /** What a client sees. That it expires is a change like any other, only that it is the last one and nobody's. */
    @Schema(name = "Swap")
    record View(
            @Schema(required = true, examples = "01980a61-0000-7000-8000-000000000001")
            UUID id,

            @Schema(
                    required = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "Who gives the offered shift away and gets the wanted one.")
            UUID offeredBy,

            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID offered,

            @Schema(
                    required = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f01",
                    description = "Who gives the wanted shift away and gets the offered one.")
            UUID wantedFrom,

            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000002")
            UUID wanted,

            @Schema(nullable = true, examples = "Dentist in the morning")
            String reason,

            @Schema(required = true, examples = "2026-03-28T11:00:00Z", description = "Until then it can be decided.")
            Instant expiresAt,

            @Schema(required = true) Status status,

            @Schema(required = true, examples = "0", description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt) {

        View(Swap swap) {
            this(swap, swap.status());
        }

        private View(Swap swap, Status status) {
            this(
                    swap.id,
                    swap.offeredBy,
                    swap.offered,
                    swap.wantedFrom,
                    swap.wanted,
                    swap.reason,
                    swap.expiresAt,
                    status,
                    status == Status.EXPIRED ? swap.version + 1 : swap.version,
                    swap.createdAt,
                    status == Status.EXPIRED ? swap.expiresAt : swap.updatedAt);
        }
    }
}
