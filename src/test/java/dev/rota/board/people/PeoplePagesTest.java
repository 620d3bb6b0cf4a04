package dev.rota.board.people;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.BoardSession.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator does about people. */
@QuarkusTest
class PeoplePagesTest {

    private static final String HOSTILE = "<script>alert(1)</script>\"'";

    private BoardSession administrator;

    @BeforeEach
    void signIn() {
        administrator = BoardSession.as(Api.email(), "administrator");
    }

    @Test
    void people_are_found_by_the_beginning_of_the_name_and_by_status() {
        String name = Api.unique();
        String active = Api.id(Api.user("name", name + " " + HOSTILE));
        String left = Api.deactivated(Api.id(Api.user("name", name + " B")));

        var all = administrator.get("/people?prefix=" + name + "&status=");
        var inactive = administrator.get("/people?prefix=" + name + "&status=INACTIVE");

        assertEquals(200, all.status());
        assertShows(all, "person-" + active, "person-" + left, "&lt;script&gt;");
        assertEscaped(all);
        assertShows(inactive, "person-" + left);
        assertFalse(inactive.shows("person-" + active), inactive::body);
    }

    @Test
    void people_are_found_by_their_role() {
        String role = Api.unique().substring(0, 12);
        String one = Api.id(Api.user("roles", List.of("barista", role)));
        String other = Api.id(Api.user("roles", List.of("barista")));

        var found = administrator.get("/people?prefix=&status=&role=" + role);
        var refused =
                administrator.get("/people?role=" + Api.query("role", HOSTILE).substring("?role=".length()));

        assertShows(found, "person-" + one, "name=\"role\" value=\"" + role + "\"");
        assertFalse(found.shows("person-" + other), found::body);
        assertEquals(400, refused.status());
        assertEscaped(refused);
    }

    @Test
    void more_people_than_a_page_has_are_on_the_next_one() {
        String name = Api.unique();
        for (int i = 0; i < 51; i++) {
            Api.user("name", "%s %02d".formatted(name, i), "roles", List.of("barista"));
        }

        var first = administrator.get("/people?prefix=" + name + "&role=barista");
        var second =
                administrator.get(first("rel=\"next\" href=\"([^\"]+)\"", first).replace("&amp;", "&"));

        assertShows(first, name + " 49");
        assertFalse(first.shows(name + " 50"), first::body);
        assertShows(second, name + " 50");
        assertFalse(second.shows("rel=\"next\""), second::body);
    }

    @Test
    void somebody_is_registered() {
        String email = Api.email();
        administrator.get("/people/new");

        var done = administrator.post(
                "/people",
                "name",
                "Mary",
                "email",
                email,
                "phone",
                "",
                "zone",
                "Europe/Berlin",
                "roles",
                "barista,  keyholder");

        assertEquals(303, done.status(), done::body);
        Api.get("/v1/users/" + done.location().substring("/people/".length()))
                .then()
                .body("name", is("Mary"))
                .body("email", is(email))
                .body("roles", is(List.of("barista", "keyholder")));
    }

    @Test
    void what_was_typed_is_still_there_after_a_refusal() {
        String taken = Api.email();
        Api.user("email", taken);
        administrator.get("/people/new");

        var refused = administrator.post(
                "/people", "name", HOSTILE, "email", taken, "phone", "", "zone", "", "roles", "barista");

        assertEquals(409, refused.status());
        assertShows(refused, "Somebody else has this e-mail address.", "value=\"barista\"", "value=\"&lt;script&gt;");
        assertEscaped(refused);
        var all = administrator.post(
                "/people", "name", HOSTILE, "email", HOSTILE, "phone", HOSTILE, "zone", HOSTILE, "roles", HOSTILE);
        assertEquals(400, all.status());
        assertEscaped(all);
    }

    @Test
    void a_refusal_is_in_the_language_of_the_page() {
        var german = BoardSession.in("de", Api.email(), "administrator");
        german.get("/people/new");

        var refused =
                german.post("/people", "name", "", "email", "x", "phone", "12", "zone", "Berlin", "roles", "Barista");

        assertEquals(400, refused.status());
        assertShows(
                refused,
                "Etwas davon ist nicht möglich.",
                "Name: muss 1 bis 200 sichtbare Zeichen haben",
                "E-Mail-Adresse: muss eine E-Mail-Adresse sein",
                "Telefon: muss eine Telefonnummer wie +4930123456 sein",
                "Zeitzone: muss eine Zeitzone wie Europe/Berlin sein",
                "Rollen: muss aus 1 bis 32 kleinen Buchstaben");
        assertFalse(refused.shows("lang=\"en\""), refused::body);
        var unknown = german.get("/people?cursor=x");
        assertShows(
                unknown, "Seite: <span lang=\"en\">must be the value of &#39;next&#39; from an earlier page</span>");
    }

    @Test
    void somebody_is_changed_and_a_stale_form_is_refused() {
        String email = Api.email();
        String id = Api.id(Api.user("email", email));
        var page = administrator.get("/people/" + id);
        String version = first("name=\"version\" value=\"([^\"]*)\"", page).replace("&quot;", "\"");
        String[] fields = {"name", HOSTILE, "email", email, "phone", "", "zone", "", "roles", "", "version", version};

        assertDone(administrator.post("/people/" + id, fields), "/people/" + id);
        var changed = administrator.get("/people/" + id);
        assertShows(changed, "&lt;script&gt;");
        assertEscaped(changed);

        fields[1] = "Somebody";
        var stale = administrator.post("/people/" + id, fields);
        assertEquals(412, stale.status());
        assertShows(stale, "Somebody else has changed this meanwhile.", "value=\"Somebody\"");
    }

    @Test
    void somebody_is_deactivated_and_reactivated() {
        String id = Api.id(Api.user());
        administrator.get("/people/" + id);

        assertDone(administrator.post("/people/" + id + "/deactivate"), "/people/" + id);
        assertShows(administrator.get("/people/" + id), "Inactive", "/people/" + id + "/erase");
        assertDone(administrator.post("/people/" + id + "/reactivate"), "/people/" + id);
        assertShows(administrator.get("/people/" + id), "/people/" + id + "/deactivate");
    }

    @Test
    void a_sign_in_is_linked_once_and_unlinked() {
        String id = Api.id(Api.user("name", HOSTILE));
        String other = Api.id(Api.user());
        String subject = Api.unique() + "<script>alert(1)</script>\"'";
        administrator.get("/people/" + id);

        assertDone(
                administrator.post(
                        "/people/" + id + "/identities", "issuer", "https://example.com", "subject", subject),
                "/people/" + id);
        var linked = administrator.get("/people/" + id);
        assertShows(linked, "https://example.com");
        assertEscaped(linked);

        var refused = administrator.post(
                "/people/" + other + "/identities", "issuer", "https://example.com", "subject", subject);
        assertEquals(409, refused.status());
        assertShows(refused, "linked already");
        assertEscaped(refused);

        String identity = first("identity-([0-9a-f-]{36})", linked);
        assertDone(administrator.post("/people/" + id + "/identities/" + identity + "/unlink"), "/people/" + id);
        assertShows(administrator.get("/people/" + id), "None is linked.");
    }

    @Test
    void somebody_is_erased_after_a_question_and_only_when_deactivated() {
        String id = Api.id(Api.user("name", HOSTILE));
        var question = administrator.get("/people/" + id + "/erase");
        assertEquals(200, question.status());
        assertShows(question, "This cannot be undone.");
        assertEscaped(question);

        var refused = administrator.post("/people/" + id + "/erase");
        assertEquals(409, refused.status());
        assertShows(refused, "The person is active");

        Api.deactivated(id);
        assertDone(administrator.post("/people/" + id + "/erase"), "/people");
        assertEquals(404, administrator.get("/people/" + id).status());
    }

    @Test
    void it_is_for_administrators_and_their_own_forms() {
        String id = Api.id(Api.user());
        var planner = BoardSession.as(Api.email(), "planner");
        var week = planner.get("/week");

        assertFalse(week.shows("href=\"/people\""), week::body);
        for (String path : new String[] {"/people", "/people/new", "/people/" + id, "/people/" + id + "/erase"}) {
            assertEquals(403, planner.get(path).status(), path);
        }
        assertEquals(403, planner.post("/people/" + id + "/deactivate").status());
        assertShows(administrator.get("/people/" + id), "href=\"/people\"");
        assertEquals(400, administrator.forge("/people/" + id + "/deactivate").status());
        Api.get("/v1/users/" + id).then().body("status", is("ACTIVE"));
    }

    private static void assertDone(Answer answer, String path) {
        assertEquals(303, answer.status(), answer::body);
        assertEquals(path, answer.location());
    }

    private static void assertShows(Answer page, String... texts) {
        for (String text : texts) {
            assertTrue(page.shows(text), () -> text + " is not in " + page.body());
        }
    }

    private static void assertEscaped(Answer page) {
        assertFalse(page.shows("<script>alert"), page::body);
    }

    private static String first(String pattern, Answer page) {
        var found = Pattern.compile(pattern).matcher(page.body());
        assertTrue(found.find(), page::body);
        return found.group(1);
    }
}
