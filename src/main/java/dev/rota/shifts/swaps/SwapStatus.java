package dev.rota.shifts.swaps;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The state of a swap. */
@Schema(name = "SwapStatus")
enum SwapStatus {
    OFFERED,
    ACCEPTED,
    APPROVED,
    DECLINED,
    WITHDRAWN,
    /** An open swap after its time: derived when it is read, never written. */
    EXPIRED;

    boolean isOpen() {
        return this == OFFERED || this == ACCEPTED;
    }
}
