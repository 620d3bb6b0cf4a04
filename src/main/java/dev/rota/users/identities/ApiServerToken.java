package dev.rota.users.identities;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcEndpoint.Type;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.quarkus.oidc.runtime.OidcUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows the API server who asks for its keys, which it does not tell everybody: by the program's own token, which Kubernetes
 * renews in its file.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint({Type.DISCOVERY, Type.JWKS})
class ApiServerToken implements OidcRequestFilter {

    private final Path file;

    ApiServerToken(@ConfigProperty(name = "rota.cluster.token-file") Path file) {
        this.file = file;
    }

    @Override
    public Uni<Void> filter(OidcRequestFilterContext context) {
        // Not by @TenantFeature, which clients of a provider do not look at: it would get the token.
        var properties = context.contextProperties();
        if (properties == null || !ClusterTokens.TENANT.equals(properties.getString(OidcUtils.TENANT_ID_ATTRIBUTE))) {
            return Uni.createFrom().voidItem();
        }
        return context.runBlocking(() -> {
            try {
                context.request()
                        .bearerTokenAuthentication(
                                Files.readString(file, US_ASCII).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
