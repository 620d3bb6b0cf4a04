package dev.rota.shared.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.identity.Permissions.Who;
import dev.rota.shared.identity.Requests.Request;
import dev.rota.shared.identity.Requests.Subject;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What workers may do for themselves, they may not do for others, whatever they write into a request. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class OthersIdsTest {

    private static final Set<Integer> REFUSALS = Set.of(403, 404, 409, 422);

    /** What no client sets: who owns something, who decided what, what state it is in. */
    private static final List<String> NOT_WRITTEN = List.of(
            "id",
            "version",
            "owner",
            "person",
            "subject",
            "issuer",
            "role",
            "roles",
            "status",
            "assignee",
            "claimedBy",
            "wantedFrom",
            "approvedBy",
            "createdAt",
            "updatedAt",
            "revokedAt",
            "actor",
            "path");

    /** Of workers, about what is their own and nobody else's. */
    static Stream<String> own() {
        return Permissions.operations().stream()
                .filter(operation -> Permissions.cell(operation, Who.OWN).isAllowed()
                        && !Permissions.cell(operation, Who.OTHER).isAllowed());
    }

    @ParameterizedTest
    @MethodSource("own")
    void an_id_of_somebody_else_is_refused_wherever_it_stands(String operation) {
        var caller = Subject.create();
        var own = Requests.of(operation, caller);
        var others = Requests.of(operation, Subject.create());
        assertTrue(!own.owned().isEmpty(), operation);
        var changed = IntStream.range(0, own.owned().size())
                .boxed()
                .flatMap(i -> {
                    String from = own.owned().get(i);
                    String to = others.owned().get(i);
                    return Stream.of(own.withPath(from, to), own.withBody(from, to));
                })
                .filter(request -> !request.equals(own))
                .toList();
        assertTrue(changed.size() >= own.owned().size(), operation);
        for (Request request : changed) {
            refused(REFUSALS, request, caller);
        }
        assertEquals(2, own.send(caller.token()).statusCode() / 100, operation);
    }

    @ParameterizedTest
    @MethodSource("own")
    void a_field_that_is_not_for_clients_is_refused(String operation) {
        var caller = Subject.create();
        var own = Requests.of(operation, caller);
        for (String field : own.body() == null ? List.<String>of() : NOT_WRITTEN) {
            refused(Set.of(400, 403), own.withField(field, UUID.randomUUID().toString()), caller);
        }
        assertEquals(2, own.send(caller.token()).statusCode() / 100, operation);
    }

    private static void refused(Set<Integer> statuses, Request request, Subject caller) {
        var before = Rows.now();
        var answer = request.send(caller.token());
        String what = request + "\n" + answer.asString();
        assertTrue(statuses.contains(answer.statusCode()), what);
        assertEquals(before, Rows.now(), what);
    }
}
