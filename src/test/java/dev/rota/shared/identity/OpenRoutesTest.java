package dev.rota.shared.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Api;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every route of the port for clients, documented or not, asks for a token, unless it is here among those that are open.
 * The management port has a test of its own.
 */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class OpenRoutesTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** No such thing, and no answer without a token: both tell nothing. */
    private static final Set<Integer> CLOSED = Set.of(401, 404, 405);

    @Inject
    Router router;

    @Test
    void beside_the_documented_operations_only_the_contract_is_open() {
        var paths = paths(router, "").collect(Collectors.toCollection(TreeSet::new));
        var open = paths.stream()
                .filter(OpenRoutesTest::isOpen)
                .map(path -> path.replaceFirst("^(/q/[a-z-]+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("/q/openapi", "/q/swagger-ui"), open, paths::toString);
    }

    /** Of a router and of those that it hands on to, each without the sign of a prefix. */
    private static Stream<String> paths(Router router, String prefix) {
        return router.getRoutes().stream().flatMap(route -> {
            String path = route.getPath() == null
                    ? prefix
                    : (prefix + "/" + route.getPath()).replaceAll("/+", "/").replaceFirst("/?\\*?$", "");
            return Stream.concat(
                    path.isEmpty() ? Stream.empty() : Stream.of(path),
                    route.getSubRouter() == null ? Stream.empty() : paths(route.getSubRouter(), path));
        });
    }

    @Test
    void of_the_documented_operations_only_the_calendar_feed_is_open() {
        var open = Api.operations()
                .filter(operation -> !operation.containsKey("security"))
                .map(operation -> operation.get("operationId"))
                .toList();
        assertEquals(List.of("readFeed"), open);
    }

    @Test
    void an_address_that_does_not_exist_says_nothing_to_nobody() {
        Stream.of("/v1", "/v1/nothing", "/v2/users", "/q", "/q/dev-ui", "/q/arc", "/actuator")
                .forEach(path -> assertEquals(404, status("GET", path), path));
    }

    private static boolean isOpen(String path) {
        return METHODS.stream().anyMatch(method -> !CLOSED.contains(status(method, path)));
    }

    private static int status(String method, String path) {
        return Api.send(method, path, null, "Authorization", "").statusCode();
    }
}
