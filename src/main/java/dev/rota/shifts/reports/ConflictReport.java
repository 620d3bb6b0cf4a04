package dev.rota.shifts.reports;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The scheduling conflicts of a window. */
@Schema(name = "Conflicts")
record ConflictReport(
        @Schema(required = true, examples = "120", description = "The number of shifts that were checked.")
        int checked,

        @Schema(required = true, description = "By the start of the shift.")
        List<SchedulingConflict> items) {}
