package dev.rota.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import no.nav.security.mock.oauth2.token.RequestMapping;
import no.nav.security.mock.oauth2.token.RequestMappingTokenCallback;

/**
 * An OpenID provider that believes whoever names an account, without a password: for the one-command start and the tests.
 * It listens on loopback only, and has new keys at each start.
 */
public final class LocalProvider implements AutoCloseable {

    public static final String AUDIENCE = "rota";

    /** The client as which the board signs people in: its own tokens about them are for it. */
    private static final String BOARD = "board";

    private static final String NAME = "rota";
    private static final String CLAIM = "groups";
    private static final long HOURS_8 = 8 * 60 * 60;

    private static final String NO_SECRET = "none is asked for";

    private final MockOAuth2Server server;
    private final Path page;
    /** Of this start: whoever was signed in signs in again after the next one. */
    private final String sessionKey = HexFormat.of().formatHex(SecureRandom.getSeed(32));

    private LocalProvider(MockOAuth2Server server, Path page) {
        this.server = server;
        this.page = page;
    }

    /**
     * Somebody who can sign in.
     *
     * @param fullName {@code null}, as email is, for a program, which signs in by client credentials
     * @param email verified
     * @param roles those that the token says
     */
    public record Account(String name, String fullName, String email, List<String> roles) {

        public static Account person(String name, String fullName, String email, String... roles) {
            return new Account(name, fullName, email, List.of(roles));
        }

        public static Account program(String name, String... roles) {
            return new Account(name, null, null, List.of(roles));
        }

        boolean isPerson() {
            return email != null;
        }

        Stream<RequestMapping> mappings() {
            // By form, after a page on which to sign in, or by client credentials.
            return (isPerson() ? Stream.of("username", "subject") : Stream.of("client_id"))
                    .map(parameter -> new RequestMapping(parameter, name, claims(), "JWT"));
        }

        private Map<String, Object> claims() {
            var claims =
                    new HashMap<String, Object>(Map.of("sub", name, "aud", List.of(AUDIENCE, BOARD), CLAIM, roles));
            if (isPerson()) {
                claims.put("email", email);
                claims.put("email_verified", true);
            }
            return claims;
        }
    }

    /** @param port 0 for any */
    public static LocalProvider start(int port, List<Account> accounts) throws IOException {
        // The server reads it at each sign-in.
        var page = Files.createTempFile("rota-sign-in", ".html");
        page.toFile().deleteOnExit();
        Files.writeString(
                page,
                SignInPage.of(accounts.stream()
                        .filter(Account::isPerson)
                        .map(account -> new SignInPage.Choice(account.name, account.fullName, account.roles))
                        .toList()));
        var server = new MockOAuth2Server(new OAuth2Config(
                true,
                page.toString(),
                null,
                false,
                new OAuth2TokenProvider(new KeyProvider(List.of(), "RS256")),
                Set.of(new RequestMappingTokenCallback(
                        NAME, accounts.stream().flatMap(Account::mappings).toList(), HOURS_8))));
        server.start(InetAddress.getLoopbackAddress(), port);
        return new LocalProvider(server, page);
    }

    /** The settings by which both modules trust it, and shifts signs in as the program {@code shifts}. */
    public Map<String, String> settings() {
        return Map.of(
                "OIDC_ISSUER",
                issuer(),
                "OIDC_AUDIENCE",
                AUDIENCE,
                "OIDC_ROLES_CLAIM",
                CLAIM,
                "OIDC_CLIENT_SECRET",
                NO_SECRET,
                "BOARD_CLIENT_SECRET",
                NO_SECRET,
                "BOARD_SESSION_KEY",
                sessionKey);
    }

    /** A token of a program. */
    String token(Account program) {
        return token(program.claims());
    }

    /** A token of eight hours with these claims; others for issuer and times replace the right ones. */
    public String token(Map<String, Object> claims) {
        var all = new HashMap<>(claims);
        all.putIfAbsent("iss", issuer());
        return server.getConfig()
                .getTokenProvider()
                .jwt(all, Duration.ofSeconds(HOURS_8), NAME)
                .serialize();
    }

    public String issuer() {
        return server.issuerUrl(NAME).toString();
    }

    /** Where tokens are to be had. */
    public String tokens() {
        return server.tokenEndpointUrl(NAME).toString();
    }

    @Override
    public void close() {
        server.shutdown();
        page.toFile().delete();
    }
}
