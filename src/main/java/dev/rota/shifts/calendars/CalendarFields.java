package dev.rota.shifts.calendars;

import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client may write. */
@Schema(name = "CalendarFields", additionalProperties = Schema.False.class)
record CalendarFields(
        @NotNull @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "The id of an active user.")
        UUID user,

        @Text(max = 100)
        @Schema(
                examples = "Ada's phone",
                minLength = 1,
                maxLength = 100,
                nullable = true,
                description = "Tells a person's calendars apart, and is their name where they are subscribed to.")
        String name) {}
