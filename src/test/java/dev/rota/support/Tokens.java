package dev.rota.support;

import dev.rota.local.LocalProvider;
import dev.rota.local.LocalProvider.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of an OpenID provider that all tests of a JVM share. */
public final class Tokens {

    /** Plans and administers, and is no person of users. */
    public static final String STAFF = "staff";

    public static final String PLANNER = "planner";
    /** Another planner. */
    public static final String DEPUTY = "deputy";

    public static final String ADMINISTRATOR = "administrator";
    public static final String READER = "reader";
    public static final String SERVICE = "shifts";

    private static final Map<String, List<String>> ROLES = Map.of(
            STAFF, List.of("planner", "administrator"),
            PLANNER, List.of("planner"),
            DEPUTY, List.of("planner"),
            ADMINISTRATOR, List.of("administrator"),
            READER, List.of("reader"),
            SERVICE, List.of("service"));

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private static LocalProvider provider;

    private Tokens() {}

    /** Of one of these programs, as the value of the header {@code Authorization}. */
    public static String of(String program) {
        return KNOWN.computeIfAbsent(program, name -> signed("sub", name, "groups", ROLES.get(name)));
    }

    /** Of whoever has this e-mail address, which the provider has verified. */
    public static String person(String email, String... roles) {
        return signed("sub", "of-" + email, "email", email, "email_verified", true, "groups", List.of(roles));
    }

    /** With these claims, names and values in turn, besides those that every token has. */
    public static String signed(Object... claims) {
        return "Bearer " + provider().token(Api.with(Map.of("aud", LocalProvider.AUDIENCE), claims));
    }

    /** By which a program trusts them, and gets its own. */
    static Map<String, String> settings() {
        return provider().settings();
    }

    /** Ends the provider, whose threads would keep a JVM alive that is not one of tests. */
    public static synchronized void stop() {
        if (provider != null) {
            provider.close();
            provider = null;
        }
    }

    static synchronized LocalProvider provider() {
        if (provider == null) {
            try {
                provider = LocalProvider.start(0, List.of(Account.program(SERVICE, "service")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return provider;
    }
}
