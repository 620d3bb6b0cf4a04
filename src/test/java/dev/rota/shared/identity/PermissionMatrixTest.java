package dev.rota.shared.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.identity.Permissions.Cell;
import dev.rota.shared.identity.Permissions.Who;
import dev.rota.shared.identity.Requests.Request;
import dev.rota.shared.identity.Requests.Subject;
import dev.rota.support.Api;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation for everybody: each cell of the table is a valid request over HTTP, with a token of its own. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PermissionMatrixTest {

    static List<Cell> cells() {
        return Permissions.cells();
    }

    @Test
    void the_table_has_every_operation_and_no_other() {
        var documented = Api.operations()
                .map(operation -> (String) operation.get("operationId"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, new TreeSet<>(Permissions.operations()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whoever_asks_gets_what_the_table_says(Cell cell) {
        var subject = Subject.create();
        var request = Requests.of(cell.operation(), subject);
        String token = token(cell.who(), subject);
        var before = Rows.now();
        var answer = request.send(token);
        String what = cell + "\n" + request + "\n" + answer.asString();
        if (cell.isAllowed()) {
            assertEquals(2, answer.statusCode() / 100, what);
            compare(cell, request, answer, what);
        } else {
            assertEquals(cell.status(), answer.statusCode(), what);
            assertTrue(answer.contentType().startsWith("application/problem+json"), what);
            assertEquals(cell.status() == 401, answer.header("WWW-Authenticate") != null, what);
            assertEquals(before, Rows.now(), what);
        }
    }

    private static String token(Who who, Subject subject) {
        return switch (who) {
            case NOBODY -> "";
            case OWN -> subject.token();
            case OTHER -> Subject.create().token();
            case PLANNER -> Tokens.of(Tokens.PLANNER);
            case ADMINISTRATOR -> Tokens.of(Tokens.ADMINISTRATOR);
            case READER -> Tokens.of(Tokens.READER);
            case SERVICE -> Tokens.of(Tokens.SERVICE);
            case DEACTIVATED -> {
                Api.deactivated(subject.id());
                yield subject.token();
            }
        };
    }

    /** Staff sees everything: whoever sees all of it sees the same, and whoever sees a part something else. */
    private static void compare(Cell cell, Request request, Response answer, String what) {
        if (cell.isPart() || request.method().equals("GET") && !request.path().endsWith("/me")) {
            var whole = request.send(Tokens.of(Tokens.STAFF));
            if (cell.isPart()) {
                assertNotEquals(whole.asString(), answer.asString(), what);
            } else {
                assertEquals(whole.asString(), answer.asString(), what);
            }
        }
        assertNotNull(answer.header("Cache-Control"), what);
    }
}
