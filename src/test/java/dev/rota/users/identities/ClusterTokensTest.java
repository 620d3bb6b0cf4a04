package dev.rota.users.identities;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static dev.rota.support.Follower.patiently;
import static org.hamcrest.Matchers.is;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On a cluster, shifts shows users a token of its ServiceAccount. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = ApiServer.class, restrictToAnnotatedClass = true)
@TestProfile(ClusterTokensTest.Cluster.class)
@TestMethodOrder(OrderAnnotation.class)
class ClusterTokensTest {

    /** A program of its own. */
    public static class Cluster implements QuarkusTestProfile {}

    private static String authorization(String token) {
        return "Bearer " + token;
    }

    /** First: the program has started without an API server. */
    @Test
    @Order(1)
    void users_takes_the_token_as_soon_as_it_knows_the_keys() {
        String ada = id(patiently(() -> post(USERS, person())));
        refused(
                get(USERS + "/" + ada, "Authorization", authorization(ApiServer.token("shifts"))),
                503,
                "urn:rota:provider-unavailable");
        ApiServer.letUsersIn(false);
        ApiServer.reached(true);
        refused(
                get(USERS + "/" + ada, "Authorization", authorization(ApiServer.token("shifts"))),
                503,
                "urn:rota:provider-unavailable");
        ApiServer.letUsersIn(true);
        get(USERS + "/" + ada, "Authorization", authorization(ApiServer.token("shifts")))
                .then()
                .statusCode(200)
                .body("id", is(ada));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("another account", ApiServer.token("users")),
                Arguments.of("the default account", ApiServer.token("default")),
                Arguments.of("an account whose name begins like it", ApiServer.token("shifts2")),
                Arguments.of(
                        "its namesake elsewhere",
                        ApiServer.token("shifts", "sub", "system:serviceaccount:other:shifts")),
                Arguments.of("itself, for the API server", ApiServer.token("shifts", "aud", List.of("kubernetes"))),
                Arguments.of("itself, for nobody", ApiServer.token("shifts", "aud", List.of())),
                Arguments.of("itself, of yesterday", ApiServer.token("shifts", "exp", 1_000_000_000)),
                Arguments.of("itself, as another cluster says", ApiServer.token("shifts", "iss", "https://kubernetes")),
                Arguments.of("somebody who is no account", ApiServer.token("shifts", "sub", "planner")));
    }

    @ParameterizedTest(name = "a token of {0}")
    @MethodSource("others")
    @Order(2)
    void no_other_token_of_the_cluster_is_taken(String whose, String token) {
        refused(get(USERS, "Authorization", authorization(token)), 401, NO_TYPE);
        refused(post(USERS, person(), "Authorization", authorization(token)), 401, NO_TYPE);
    }

    @Test
    @Order(2)
    void whatever_roles_it_names_it_is_the_service_and_no_more() {
        String token = ApiServer.token("shifts", "groups", List.of("planner", "administrator"));
        get(USERS + "/" + id(user()), "Authorization", authorization(token))
                .then()
                .statusCode(200);
        refused(post(USERS, person(), "Authorization", authorization(token)), 403, "urn:rota:person-unknown");
    }

    @Test
    @Order(2)
    void a_tenant_is_not_chosen_by_the_path() {
        refused(get(USERS + "/cluster"), 404, NO_TYPE);
    }

    @Test
    @Order(2)
    void shifts_reads_its_token_anew_for_each_call() {
        String ada = id(user());
        created(post(SHIFTS, work("assignee", ada)));
        var next = work("assignee", ada, "start", "2029-03-02T08:00:00Z");
        ApiServer.giveShifts(ApiServer.token("default"));
        refused(post(SHIFTS, next), 503, "urn:rota:users-unavailable");
        ApiServer.giveShifts(ApiServer.token("shifts"));
        created(post(SHIFTS, next));
    }
}
