package dev.rota.users.identities;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An identity as clients see it. */
@Schema(name = "Identity")
record IdentityResponse(
        @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
        UUID id,

        @Schema(required = true, examples = "https://login.example.com/realms/rota")
        String issuer,

        @Schema(required = true, examples = "f7c0a1d2-5b1e-4c0e-9d55-1c2a9f2b7a10")
        String subject,

        @Schema(required = true) Instant createdAt) {

    IdentityResponse(Identity identity) {
        this(identity.id, identity.issuer, identity.subject, identity.createdAt);
    }
}
