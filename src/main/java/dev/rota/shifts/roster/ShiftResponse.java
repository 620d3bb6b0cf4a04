package dev.rota.shifts.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shared.database.EnumColumn;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An edition of a shift as clients see it. */
@Schema(name = "Shift")
public record ShiftResponse(
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

        @Schema(required = true, examples = "Europe/Berlin") String zone,

        @Schema(required = true, examples = "2026-03-29T00:00:00+01:00", description = "start in the zone of the place")
        OffsetDateTime localStart,

        @Schema(required = true, examples = "2026-03-29T08:00:00+02:00", description = "end in the zone of the place")
        OffsetDateTime localEnd,

        @Schema(required = true, examples = "PT7H", description = "Real elapsed time, ISO 8601", format = "duration")
        Duration duration,

        @Schema(required = true, examples = "Harbour café") String location,

        @Schema(nullable = true, examples = "barista") String role,

        @Schema(nullable = true, examples = "Bring the key.")
        String notes,

        @Schema(
                nullable = true,
                examples = "Stocktaking; agreed with Ada.",
                description = "Why the warnings about the shift are accepted. Null for workers.")
        String overrideReason,

        @Schema(required = true, description = "Whether the assignee claimed the shift and may release it.")
        boolean claimed,

        @Schema(required = true, nullable = true, description = EnumColumn.UNKNOWN)
        ShiftStatus status,

        @Schema(required = true, examples = "0", description = "Also the ETag.")
        int version,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(
                description = "In the response to a write that assigns work, or changes `overrideReason` or the `role`"
                        + " of an assigned shift: the warnings in the planned edition. Absent if there are none, and"
                        + " for workers.")
        List<Warning> warnings) {

    public ShiftResponse(ShiftEdition shift) {
        this(shift, List.of());
    }

    public ShiftResponse(ShiftEdition shift, List<Warning> warnings) {
        this(
                shift.id,
                shift.assignee,
                shift.startsAt,
                shift.endsAt,
                shift.zone,
                local(shift.startsAt, shift.zone()),
                local(shift.endsAt, shift.zone()),
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

    /** What the request's caller may see of shifts. */
    public static Function<ShiftEdition, ShiftResponse> visible() {
        boolean plan = Edition.isPlanVisible();
        return shift -> plan ? new ShiftResponse(shift) : new ShiftResponse(shift).withoutPlan();
    }

    /** Without what is about the plan, unless the request's caller sees that. */
    public ShiftResponse forCaller() {
        return Edition.isPlanVisible() ? this : withoutPlan();
    }

    private ShiftResponse withoutPlan() {
        return new ShiftResponse(
                id,
                assignee,
                start,
                end,
                zone,
                localStart,
                localEnd,
                duration,
                location,
                role,
                notes,
                null,
                claimed,
                status,
                version,
                createdAt,
                updatedAt,
                List.of());
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
