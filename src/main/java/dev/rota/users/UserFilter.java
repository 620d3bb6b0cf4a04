package dev.rota.users;

import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of people; {@code null} for one that is not set. */
record UserFilter(
        @Parameter(description = "Only people of this status") @QueryParam("status")
        UserStatus status,

        @Parameter(
                description = "Only people who can fill this role",
                schema = @Schema(type = SchemaType.STRING, pattern = Code.PATTERN))
        @QueryParam("role")
        @Pattern(regexp = Code.PATTERN, message = Code.MESSAGE)
        String role,

        @Parameter(
                description = "Only people whose name or e-mail address begins with this, case-insensitive",
                schema = @Schema(type = SchemaType.STRING, maxLength = 200))
        @QueryParam("prefix")
        @Text(max = 200)
        String prefix) {

    UserFilter {
        role = Text.Form.of(role);
        prefix = Text.Form.of(prefix);
    }
}
