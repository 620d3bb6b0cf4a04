package dev.rota.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who makes a request, by the name that an authenticating proxy has sent along in {@code X-Forwarded-User}, in UTF-8. It is
 * recorded and decides nothing; where anybody can reach the service without such a proxy, it says nothing either.
 */
final class Actor {

    static final String HEADER = "X-Forwarded-User";

    /** 1 to 200 characters, no control characters: PostgreSQL could not store all of them, nor a log show them. */
    private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");

    private static final String LOCAL = Actor.class.getName();

    private Actor() {}

    /** For as long as the request lasts. False where the header is there and holds no name. */
    static boolean remember(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        if (header == null || header.isBlank()) {
            return true;
        }
        // Netty gives bytes as they are.
        String name = new String(header.strip().getBytes(ISO_8859_1), UTF_8);
        if (!NAME.matcher(name).matches()) {
            return false;
        }
        ContextLocals.put(LOCAL, name);
        return true;
    }

    /** Of the request that is being worked on; empty where nobody is named, and where there is no request. */
    static Optional<String> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }
}
