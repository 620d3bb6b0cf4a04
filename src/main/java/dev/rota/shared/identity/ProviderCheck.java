package dev.rota.shared.identity;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to start with an OpenID provider over plain HTTP: whoever answers in its place would hand out the keys, and so
 * become anybody. Within one machine or, where a setting says so, within a cluster, nobody can.
 */
@ApplicationScoped
class ProviderCheck {

    private final Optional<URI> issuer;
    private final boolean insecure;

    ProviderCheck(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<URI> issuer,
            @ConfigProperty(name = "rota.identity.insecure-issuer") boolean insecure) {
        this.issuer = issuer;
        this.insecure = insecure;
    }

    void check(@Observes StartupEvent start) {
        issuer.ifPresent(address -> {
            if (!"https".equals(address.getScheme()) && !insecure && !isLoopback(address.getHost())) {
                throw new ConfigurationException(
                        "OIDC_ISSUER has to begin with https://, or OIDC_INSECURE_ISSUER to be true");
            }
        });
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
