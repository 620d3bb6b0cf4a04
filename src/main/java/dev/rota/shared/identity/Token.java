package dev.rota.shared.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What matters of a token that has been verified. OpenID Connect Core 1.0, 2 and 5.1.
 *
 * @param subject the provider's name for whoever it is of, unique with the issuer
 * @param client the program that the token was issued to; {@code null} if the provider does not say
 * @param email of the person, if the provider has verified it; otherwise {@code null}
 * @param encoded the access token, as it was sent
 */
public record Token(String issuer, String subject, String client, String email, String encoded) {

    /** OpenID Connect has up to 255 ASCII characters; and no provider names anybody by invisible ones. */
    public static final String NAME = "[\\x21-\\x7e]{1,255}";

    private static final Pattern SUBJECT = Pattern.compile(NAME);

    /** Empty where nobody has signed in. */
    static Optional<Token> of(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        var client = token.<Object>getClaim("azp") != null ? token.getClaim("azp") : token.getClaim("client_id");
        boolean verified = Boolean.parseBoolean(String.valueOf(token.<Object>getClaim("email_verified")));
        return Optional.of(new Token(
                token.getIssuer(),
                token.getSubject(),
                client instanceof String name ? name : null,
                verified && token.getClaim("email") instanceof String address ? address : null,
                access(identity, token)));
    }

    /** Whoever signs in on a page has an ID token, too, which is for the program that they signed in to. */
    private static String access(SecurityIdentity identity, JsonWebToken token) {
        var access = identity.getCredential(AccessTokenCredential.class);
        return access == null ? token.getRawToken() : access.getToken();
    }

    /** Whether issuer and subject name somebody at all. */
    boolean isNamed() {
        return issuer != null && subject != null && SUBJECT.matcher(subject).matches();
    }
}
