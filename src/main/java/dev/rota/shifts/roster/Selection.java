package dev.rota.shifts.roster;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The shifts that a bulk operation applies to: those that overlap a window and pass all filters.
 *
 * @param dryRun whether to change nothing, and only answer with what would be done
 */
@Schema(name = "Selection", additionalProperties = Schema.False.class)
public record Selection(
        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-03-23T00:00:00+01:00", description = "RFC 3339 with an offset, in whole seconds.")
        Instant from,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-03-30T00:00:00+02:00", description = "At most 92 days after from.")
        Instant to,

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

        @Schema(
                nullable = true,
                examples = "true",
                description = "true: change nothing, and answer with what would be done (dry run).")
        Boolean dryRun) {

    public Selection {
        location = Text.Form.of(location);
        role = Text.Form.of(role);
    }

    /** @throws ProblemException 400 if the window is empty or too long */
    public Window window() {
        return Window.of(from, to);
    }

    public boolean dry() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** The filters that are set, by the column of a {@link ShiftEdition}. */
    public Map<String, Object> filters() {
        var filters = new LinkedHashMap<String, Object>();
        filters.put("assignee_id", user);
        filters.put("location", location);
        filters.put("role", role);
        filters.values().removeIf(value -> value == null);
        return filters;
    }
}
