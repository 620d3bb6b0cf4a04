package dev.rota.users;

import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Text;
import dev.rota.shared.wire.Zone;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;

/** The fields that a client writes. */
@Schema(name = "UserFields", additionalProperties = Schema.False.class)
record UserFields(
        @NotNull @Text(max = 200) @Schema(examples = "Ada Lovelace", minLength = 1, maxLength = 200)
        String name,

        @NotNull
        @Email(regexp = ".+@.+")
        @Text(
                min = 3,
                max = 254,
                invisible = false,
                message = "must have {min} to {max} characters, none of them invisible")
        @Schema(
                examples = "ada@example.com",
                format = "email",
                minLength = 3,
                maxLength = 254,
                description = "Unique, case-insensitive.")
        String email,

        @Pattern(regexp = "\\+[1-9][0-9]{1,14}", message = "must be a phone number in E.164 form, such as +4930123456")
        @Schema(examples = "+4930123456", pattern = "^\\+[1-9][0-9]{1,14}$", nullable = true, description = "E.164.")
        String phone,

        @Zone
        @Schema(
                examples = "Europe/Berlin",
                nullable = true,
                description = "Where the person lives: a zone of the IANA database.")
        String zone,

        @Size(max = 20)
        @UniqueElements(message = "must not list a role twice")
        @Schema(
                examples = "[\"barista\", \"keyholder\"]",
                nullable = true,
                uniqueItems = true,
                description = "The roles that the person can fill.")
        List<@NotNull @Pattern(regexp = Code.PATTERN, message = Code.MESSAGE) String> roles) {

    UserFields {
        name = Text.Form.of(name);
        email = Text.Form.of(email);
        roles = roles == null ? List.of() : roles.stream().map(Text.Form::of).toList();
    }
}
