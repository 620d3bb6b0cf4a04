package dev.rota.shifts.swaps;

import dev.rota.shared.database.EnumColumn;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A swap as clients see it. Expiry counts as a change, with a version and an ETag of its own. */
@Schema(name = "Swap")
record SwapResponse(
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

        @Schema(required = true, examples = "2026-03-28T11:00:00Z", description = "The deadline for decisions.")
        Instant expiresAt,

        @Schema(required = true, nullable = true, description = EnumColumn.UNKNOWN)
        SwapStatus status,

        @Schema(required = true, examples = "0", description = "Also the ETag.")
        int version,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt) {

    SwapResponse(Swap swap) {
        this(swap, swap.status());
    }

    private SwapResponse(Swap swap, SwapStatus status) {
        this(
                swap.id,
                swap.offeredBy,
                swap.offered,
                swap.wantedFrom,
                swap.wanted,
                swap.reason,
                swap.expiresAt,
                status,
                status == SwapStatus.EXPIRED ? swap.version + 1 : swap.version,
                swap.createdAt,
                status == SwapStatus.EXPIRED ? swap.expiresAt : swap.updatedAt);
    }
}
