package dev.rota.shifts.calendars;

import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The fields that a client writes. */
@Schema(name = "CalendarFields", additionalProperties = Schema.False.class)
record CalendarFields(
        @NotNull @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "Your own id.")
        UUID user,

        @Text(max = 100)
        @Schema(
                examples = "Ada's phone",
                minLength = 1,
                maxLength = 100,
                nullable = true,
                description = "Distinguishes a person's calendars; calendar programs show it.")
        String name) {

    CalendarFields {
        name = Text.Form.of(name);
    }
}
