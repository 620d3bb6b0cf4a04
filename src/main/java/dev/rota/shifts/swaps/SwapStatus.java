package dev.rota.shifts.swaps;

import dev.rota.shared.database.EnumColumn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SwapStatus")
enum SwapStatus {
    OFFERED,
    ACCEPTED,
    APPROVED,
    DECLINED,
    WITHDRAWN,
    /** An undecided swap after its deadline: derived, never stored. */
    EXPIRED;

    boolean isOpen() {
        return this == OFFERED || this == ACCEPTED;
    }

    static class Column extends EnumColumn<SwapStatus> {

        static final Column INSTANCE = new Column();

        Column() {
            super(SwapStatus.class);
        }
    }
}
