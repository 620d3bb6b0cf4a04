package dev.rota.users.identities;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rota.local.LocalProvider;
import dev.rota.support.Api;
import dev.rota.support.Folders;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes API server, as far as it issues tokens of ServiceAccounts: it says which keys it has to whoever shows a token
 * of the cluster, and to nobody else. Both programs' files are as in their pods.
 */
public class ApiServer implements QuarkusTestResourceLifecycleManager {

    static final String NAMESPACE = "rota-test";

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String KEYS = "/openid/v1/jwks";

    private static LocalProvider issuer;
    private static Path tokenOfUsers;
    private static Path tokenOfShifts;
    /** Whether it answers at all. */
    private static volatile boolean reached;

    private HttpServer server;
    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            issuer = LocalProvider.start(0, List.of());
            folder = Files.createTempDirectory("service-account-tokens");
            tokenOfUsers = folder.resolve("users");
            tokenOfShifts = folder.resolve("shifts");
            letUsersIn(true);
            giveShifts(token("shifts"));
            reached = false;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "SERVICE_ACCOUNT_TOKENS",
                "true",
                "KUBERNETES_API",
                address(),
                "KUBERNETES_API_TOKEN",
                tokenOfUsers.toString(),
                "KUBERNETES_NAMESPACE",
                NAMESPACE,
                "USERS_TOKEN_FILE",
                tokenOfShifts.toString(),
                "OIDC_CLIENT_ENABLED",
                "false",
                // The fake one has no certificate, and the extension wants the configuration that it is told of.
                "quarkus.tls.cluster.trust-all",
                "true");
    }

    /** Of this ServiceAccount of the environment, for users; {@code claims} replace what Kubernetes would say. */
    static String token(String account, Object... claims) {
        return issuer.token(Api.with(
                Map.of(
                        "sub", "system:serviceaccount:" + NAMESPACE + ":" + account,
                        "aud", List.of("users"),
                        "kubernetes.io", Map.of("namespace", NAMESPACE, "serviceaccount", Map.of("name", account))),
                claims));
    }

    /** From now on, the file has, or has not, a token that opens the keys. */
    static void letUsersIn(boolean in) {
        write(tokenOfUsers, in ? "of the pod" : "of yesterday");
    }

    static void reached(boolean is) {
        reached = is;
    }

    static void giveShifts(String token) {
        write(tokenOfShifts, token);
    }

    private static void write(Path file, String token) {
        try {
            Files.writeString(file, token + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!reached) {
                return;
            }
            String path = exchange.getRequestURI().getPath();
            int status = 200;
            String body = "{}";
            if (!"Bearer of the pod".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                status = 403;
            } else if (path.equals(DISCOVERY)) {
                body = "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(issuer.issuer(), address() + KEYS);
            } else if (path.equals(KEYS)) {
                body = keys();
            } else {
                status = 404;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private static String keys() throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(issuer.issuer() + "/jwks"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
        issuer.close();
        Folders.delete(folder);
    }
}
