package dev.rota.shared.identity;

import static dev.rota.support.Api.CALENDARS;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.work;
import static org.hamcrest.Matchers.nullValue;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where sign-in is switched off. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@TestProfile(WithoutProviderTest.SwitchedOff.class)
class WithoutProviderTest {

    public static class SwitchedOff implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("OIDC_ENABLED", "false");
        }
    }

    private static final String[] NO_TOKEN = {"Authorization", ""};

    @Test
    void everybody_may_do_everything_for_anybody_and_is_recorded_as_nobody() {
        String ada = id(created(post(USERS, person(), NO_TOKEN)));
        String shift = id(created(post(SHIFTS, work("assignee", ada), NO_TOKEN)));
        created(post(CALENDARS, Map.of("user", ada), NO_TOKEN));
        get(SHIFTS + "/" + shift + "/history", NO_TOKEN).then().statusCode(200).body("items[0].actor", nullValue());
    }

    @Test
    void nobody_is_a_person() {
        refused(get(USERS + "/me", NO_TOKEN), 403, "urn:rota:person-unknown");
    }
}
