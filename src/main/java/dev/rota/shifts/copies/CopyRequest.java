package dev.rota.shifts.copies;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Text;
import dev.rota.shifts.roster.Selection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which shifts to copy, and to which weeks. */
@Schema(name = "CopyRequest", additionalProperties = Schema.False.class)
record CopyRequest(
        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-03-23T00:00:00+01:00", description = "RFC 3339 with an offset, in whole seconds.")
        Instant from,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-03-30T00:00:00+02:00", description = "At most 92 days after from.")
        Instant to,

        @NotNull
        @Size(min = 1, max = 12)
        @Schema(examples = "[1, 2]", description = "The target weeks: how many weeks later each is.")
        List<@NotNull @Min(1) @Max(52) Integer> weeks,

        @Schema(
                nullable = true,
                examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                description = "Only shifts of this person.")
        UUID user,

        @Text(max = 100) @Schema(nullable = true, examples = "Harbour café", minLength = 1, maxLength = 100)
        String location,

        @Pattern(regexp = Code.PATTERN, message = Code.MESSAGE)
        @Schema(nullable = true, examples = "barista", pattern = Code.PATTERN)
        String role,

        @Schema(nullable = true, examples = "false", description = "true: the copies are open.")
        Boolean open,

        @Schema(
                nullable = true,
                examples = "true",
                description = "true: change nothing, and answer with what would be done (dry run).")
        Boolean dryRun) {

    CopyRequest {
        location = Text.Form.of(location);
        role = Text.Form.of(role);
    }

    boolean isOpen() {
        return Boolean.TRUE.equals(open);
    }

    Selection selection() {
        return new Selection(from, to, user, location, role, dryRun);
    }

    SortedSet<Integer> distinctWeeks() {
        return new TreeSet<>(weeks);
    }
}
