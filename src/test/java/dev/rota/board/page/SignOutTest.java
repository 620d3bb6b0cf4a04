package dev.rota.board.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing out where the provider's session has no end that one could ask for. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@TestProfile(SignOutTest.WithoutEnd.class)
class SignOutTest {

    public static class WithoutEnd implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("BOARD_LOGOUT_PATH", "");
        }
    }

    @Test
    void the_session_of_the_board_ends() {
        var session = BoardSession.as(Api.email(), "planner");
        assertEquals(200, session.get("/week").status());

        var answer = session.get("/sign-out");
        assertEquals("/signed-out", answer.location());
        assertEquals(200, session.follow(answer).status());

        assertTrue(
                session.cookies().keySet().stream().noneMatch(name -> name.contains("session")),
                session.cookies()::toString);
        assertEquals(302, session.get("/week").status());
    }
}
