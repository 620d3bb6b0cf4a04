package dev.rota.users.identities;

import dev.rota.shared.identity.Token;
import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The claims {@code iss} and {@code sub} of a person's tokens. */
@Schema(name = "IdentityFields", additionalProperties = Schema.False.class)
record IdentityFields(
        @NotNull
        @Text(max = 255, message = IdentityFields.MESSAGE)
        @Pattern(regexp = Token.NAME, message = IdentityFields.MESSAGE)
        @Schema(
                examples = "https://login.example.com/realms/rota",
                pattern = "^" + Token.NAME + "$",
                minLength = 1,
                maxLength = 255,
                description = "The OpenID provider: the claim `iss`.")
        String issuer,

        @NotNull
        @Text(max = 255, message = IdentityFields.MESSAGE)
        @Pattern(regexp = Token.NAME, message = IdentityFields.MESSAGE)
        @Schema(
                examples = "f7c0a1d2-5b1e-4c0e-9d55-1c2a9f2b7a10",
                pattern = "^" + Token.NAME + "$",
                minLength = 1,
                maxLength = 255,
                description = "The provider's name for the person: the claim `sub`.")
        String subject) {

    static final String MESSAGE = "must have 1 to 255 visible ASCII characters";

    IdentityFields {
        issuer = Text.Form.of(issuer);
        subject = Text.Form.of(subject);
    }
}
