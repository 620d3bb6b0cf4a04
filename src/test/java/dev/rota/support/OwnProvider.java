package dev.rota.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID provider of a test's own, always at the same port, that rotates its keys and can go away. */
public class OwnProvider implements QuarkusTestResourceLifecycleManager {

    /** An argument: it is away at first. */
    public static final String LATE = "late";

    private final List<RSAKey> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;

    private boolean late;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    @Override
    public void init(Map<String, String> arguments) {
        late = arguments.containsKey(LATE);
    }

    @Override
    public Map<String, String> start() {
        rotate();
        come();
        if (late) {
            leave();
        }
        return Map.of("OIDC_ISSUER", issuer());
    }

    /** After {@link Databases}, which every test has, so that this provider is the one that counts. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OwnProvider.class));
    }

    @Override
    public void stop() {
        leave();
    }

    /** From now on, its port is open. */
    public void come() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        Api.json(Map.of(
                                "issuer", issuer(),
                                "authorization_endpoint", issuer() + "/authorize",
                                "end_session_endpoint", issuer() + "/leave",
                                "jwks_uri", issuer() + "/keys",
                                "token_endpoint", issuer() + "/token"))));
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            var keys = new JWKSet(List.copyOf(published)).toString();
            sleep();
            answer(exchange, keys);
        });
        server.start();
    }

    /** Its port is closed. */
    public void leave() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Signs with a new key from now on, and still publishes the ones before. */
    public RSAKey rotate() {
        try {
            var key = new RSAKeyGenerator(2048).keyID(Api.unique()).generate();
            published.add(key);
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes only the newest key. */
    public void retire() {
        published.removeIf(key -> !key.equals(newest()));
    }

    /** Answers with its keys only after this long. */
    public void delay(Duration delay) {
        this.delay = delay;
    }

    /** How often it was asked for its keys so far. */
    public int asked() {
        return asked.get();
    }

    public RSAKey newest() {
        return published.get(published.size() - 1);
    }

    /** The header {@code Authorization} of a planner, signed by this key; another one each time. */
    public String token(RSAKey key) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .jwtID(Api.unique())
                        .audience("rota")
                        .subject("planner")
                        .claim("groups", List.of("planner"))
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "Bearer " + token.serialize();
    }

    private String issuer() {
        return "http://localhost:" + port;
    }

    private void sleep() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
