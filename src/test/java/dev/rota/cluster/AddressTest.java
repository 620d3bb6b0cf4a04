package dev.rota.cluster;

import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Cluster.succeed;
import static dev.rota.cluster.Cluster.tryKubectl;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlay staging at its one address, a host of the cluster's Gateway, as a client outside reaches it. */
@Tag("drill")
class AddressTest {

    /** Of the Gateway that staging names, of its Service and of their namespace. */
    private static final String GATEWAY = "gateway";

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    /** The file of the certificate that the Gateway's own one is to be verified by. */
    private static final String CA = System.getenv("ROTA_GATEWAY_CA");

    private static boolean labelled;
    private static Environment environment;
    private static PortForward tls;
    private static PortForward plain;
    private static String token;

    /** @param headers their names without regard to case */
    private record Answer(int status, Map<String, String> headers, String body) {

        /** Whether it is of a service, and not of the Gateway. */
        boolean isProblem() {
            return headers.getOrDefault("Content-Type", "").startsWith("application/problem+json");
        }
    }

    @BeforeAll
    static void deploy() throws IOException {
        assumeTrue(CA != null, "ROTA_GATEWAY_CA names no file");
        assumeTrue(
                tryKubectl("-n", GATEWAY, "get", "gateways.gateway.networking.k8s.io", GATEWAY)
                                .code()
                        == 0,
                "the cluster has no Gateway");
        labelled = kubectl("get", "namespace", GATEWAY, "--show-labels").contains("rota/client=true");
        kubectl("label", "--overwrite", "namespace", GATEWAY, "rota/client=true");
        environment = Environment.staging().deploy();
        Provider.awaitReady();
        token = token();
        for (String route : List.of("rota", "rota-to-https")) {
            for (String condition : List.of("Accepted", "ResolvedRefs")) {
                await(route + " to be " + condition)
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> condition(route, condition).equals("True"));
            }
        }
        tls = new PortForward(GATEWAY, GATEWAY, "443");
        plain = new PortForward(GATEWAY, GATEWAY, "80");
        // Routes and labels take effect a moment later.
        for (String path : List.of("/v1/users", "/v1/shifts")) {
            await(path)
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertEquals(401, get(path).status()));
        }
    }

    @AfterAll
    static void remove() {
        for (PortForward forward : new PortForward[] {tls, plain}) {
            if (forward != null) {
                forward.close();
            }
        }
        if (environment != null) {
            environment.close();
        }
        if (environment != null && !labelled) {
            kubectl("label", "namespace", GATEWAY, "rota/client-");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users",
                "/v1/users?limit=1",
                "/v1/shifts",
                "/v1/shifts/now",
                "/v1/people/" + NOBODY + "/hours",
                "/v1/absences",
                "/v1/swaps",
            })
    void an_address_reaches_its_service_over_tls(String path) {
        Answer refused = get(path);
        assertEquals(401, refused.status(), refused::toString);
        assertTrue(refused.isProblem(), refused::toString);
        Answer answer = get(path, "Authorization: Bearer " + token);
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("max-age=31536000", answer.headers().get("Strict-Transport-Security"), answer::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/calendars/" + NOBODY + " | There is no calendar",
                "/v1/feeds/none.ics | There is no feed",
            })
    void an_address_of_nothing_is_answered_by_its_service(String path, String answered) {
        Answer answer = get(path, "Authorization: Bearer " + token);
        assertEquals(404, answer.status(), answer::toString);
        assertTrue(answer.isProblem() && answer.body().contains(answered), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/usersX",
                "/v1/shiftsX/now",
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
            })
    void nothing_else_is_reached(String path) {
        Answer answer = get(path, "Authorization: Bearer " + token);
        assertEquals(404, answer.status(), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/week"})
    void everything_else_is_the_boards_which_asks_who_looks(String path) {
        Answer answer = get(path);
        assertEquals(302, answer.status(), answer::toString);
        String provider = answer.headers().get("Location");
        assertTrue(provider.startsWith(Provider.ISSUER + "/"), provider);
        assertTrue(provider.contains("redirect_uri=https%3A%2F%2F" + environment.host() + "%2Fsigned-in&"), provider);
        assertEquals("max-age=31536000", answer.headers().get("Strict-Transport-Security"), answer::toString);
        assertEquals(200, get("/signed-out").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/users?limit=1", "/v1/shifts/now", "/q/metrics"})
    void without_tls_there_is_only_a_redirect(String path) {
        Answer answer = send(List.of("http://" + environment.host() + path));
        assertEquals(301, answer.status(), answer::toString);
        assertEquals(
                "https://" + environment.host() + path,
                answer.headers().get("Location").replace(":443/", "/"),
                answer::toString);
    }

    @Test
    void the_certificate_is_checked() {
        var command = curl(List.of("https://" + environment.host() + "/v1/users"));
        command.removeAll(List.of("--cacert", CA));
        // What curl says of a certificate that it cannot verify.
        assertEquals(60, Cluster.run(command).code());
    }

    private static String condition(String route, String type) {
        return kubectl(
                "-n",
                environment.namespace,
                "get",
                "httproutes.gateway.networking.k8s.io",
                route,
                "-o",
                "jsonpath={.status.parents[*].conditions[?(@.type==\"" + type + "\")].status}");
    }

    /** Of somebody who plans and administers; by the provider's name inside the cluster, which is its tokens' issuer. */
    private static String token() throws IOException {
        String host = "keycloak." + Provider.NAMESPACE;
        try (var provider = new PortForward(Provider.NAMESPACE, "keycloak")) {
            String answer = succeed(List.of(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail",
                    "--connect-to",
                    host + ":8080:localhost:" + provider.port,
                    "--data",
                    "grant_type=password&client_id=curl&username=alan&password=alan",
                    Provider.ISSUER + "/protocol/openid-connect/token"));
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        }
    }

    private static Answer get(String path, String... headers) {
        var arguments = new ArrayList<>(List.of("https://" + environment.host() + path));
        for (String header : headers) {
            arguments.addAll(List.of("--header", header));
        }
        return send(arguments);
    }

    private static Answer send(List<String> arguments) {
        String[] answer = succeed(curl(arguments)).split("\r\n\r\n", 2);
        String[] head = answer[0].split("\r\n");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < head.length; i++) {
            String[] header = head[i].split(": *", 2);
            headers.put(header[0], header[1]);
        }
        return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, answer[1]);
    }

    /** Under the host's own name and its usual ports, whatever port the forwarding has. */
    private static List<String> curl(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--show-error",
                "--include",
                "--max-time",
                "20",
                "--cacert",
                CA,
                "--connect-to",
                environment.host() + ":443:localhost:" + tls.port,
                "--connect-to",
                environment.host() + ":80:localhost:" + plain.port));
        command.addAll(arguments);
        return command;
    }
}
