package dev.rota.shared.identity;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Follower.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rota.support.Api;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import dev.rota.support.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that say who asks, and those that somebody has made or changed. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class TokensTest {

    private static final String TOKEN = "Authorization";
    private static final String ME = USERS + "/me";

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String issuer;

    // ------------------------------------------------------------------------------------------------ attacks

    static Stream<Arguments> forgeries() throws JOSEException, ParseException, IOException {
        long now = Instant.now().getEpochSecond();
        var good = SignedJWT.parse(Tokens.of(Tokens.PLANNER).substring(7));
        var claims = good.getJWTClaimsSet();
        var parts = good.serialize().split("\\.");
        var ours = (RSAKey) com.nimbusds.jose.jwk.JWKSet.load(
                        URI.create(claims.getIssuer() + "/jwks").toURL())
                .getKeys()
                .get(0);
        var theirs = new RSAKeyGenerator(2048).keyID(ours.getKeyID()).generate();
        var rs256 = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(ours.getKeyID());
        return Stream.of(
                arguments("expired", with("exp", now - 60)),
                arguments("without an end", with("exp", null)),
                arguments("not valid yet", with("nbf", now + 600)),
                arguments("for another audience", with("aud", "payroll")),
                arguments("for no audience", with("aud", null)),
                arguments("of another issuer", with("iss", "https://login.example.org")),
                arguments("of no issuer", with("iss", "")),
                arguments("about nobody", with("sub", null)),
                arguments("about somebody invisible", with("sub", "a\u0000b")),
                arguments("unsigned", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "."),
                arguments(
                        "unsigned, with a signature", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]),
                arguments("without a signature", parts[0] + "." + parts[1] + "."),
                arguments("of two parts", parts[0] + "." + parts[1]),
                arguments(
                        "with other claims",
                        parts[0] + "."
                                + encoded(new JWTClaimsSet.Builder(claims)
                                        .subject("root")
                                        .build()
                                        .toString()) + "." + parts[2]),
                arguments(
                        "signed by HMAC with the public key",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(ours.getKeyID()),
                                claims,
                                new MACSigner(ours.toRSAPublicKey().getEncoded()))),
                arguments("signed by another key", signed(rs256, claims, new RSASSASigner(theirs))),
                arguments(
                        "signed by an unknown key",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("another"),
                                claims,
                                new RSASSASigner(theirs))),
                arguments(
                        "with its own key",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(theirs.toPublicJWK()),
                                claims,
                                new RSASSASigner(theirs))),
                arguments(
                        "with the address of its keys",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("another")
                                        .jwkURL(URI.create("http://localhost:1/keys"))
                                        .x509CertURL(URI.create("http://localhost:1/certificate")),
                                claims,
                                new RSASSASigner(theirs))),
                arguments("that is none", "secret"),
                arguments("of dots", ".."),
                arguments("of dots and nothing else that is a token", ".a."),
                arguments("whose claims are no object", parts[0] + "." + encoded("[1]") + "." + parts[2]),
                arguments("whose claims are no JSON", parts[0] + "." + encoded("{") + "." + parts[2]),
                arguments("of a cluster that is not known", with("sub", "system:serviceaccount:rota:shifts")),
                arguments("of nothing", ""));
    }

    @ParameterizedTest(name = "a token {0}")
    @MethodSource("forgeries")
    void a_forged_token_is_refused_and_says_not_why(String kind, String token) {
        for (String path : List.of(USERS, SHIFTS)) {
            refused(patiently(() -> get(path, TOKEN, "Bearer " + token)), 401, NO_TYPE)
                    .then()
                    .header("WWW-Authenticate", startsWith("Bearer realm=\"rota\""))
                    .body("errors", is((Object) null));
            // Nothing is read, and nothing is written.
            refused(patiently(() -> post(path, "{}", TOKEN, "Bearer " + token)), 401, NO_TYPE);
        }
    }

    @Test
    void a_token_that_was_taken_before_is_refused_once_it_is_over() {
        var end = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        String token = Tokens.signed("sub", unique(), "groups", List.of("planner"), "exp", end.getEpochSecond());
        assertEquals(200, get(USERS, TOKEN, token).statusCode());
        await().until(() -> Instant.now().isAfter(end));
        refused(get(USERS, TOKEN, token), 401, NO_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic cGxhbm5lcjpwbGFubmVy", "Digest username=\"planner\"", "Negotiate abc"})
    void whoever_sends_no_token_is_asked_for_one(String header) {
        for (String path : List.of(USERS, SHIFTS, ME)) {
            refused(get(path, TOKEN, header), 401, NO_TYPE)
                    .then()
                    .header("WWW-Authenticate", startsWith("Bearer realm=\"rota\""));
        }
    }

    @Test
    void a_token_in_the_address_is_no_token() {
        String token = Tokens.of(Tokens.PLANNER).substring(7);
        refused(get(USERS + "?access_token=" + token, TOKEN, ""), 400, NO_TYPE, "access_token");
    }

    @Test
    void two_tokens_are_refused() throws IOException {
        try (var wire = new Wire(RestAssured.port)) {
            String token = "Authorization: " + Tokens.of(Tokens.PLANNER) + "\r\n";
            wire.write("GET " + USERS + " HTTP/1.1\r\nHost: localhost\r\n" + token + token + "\r\n", new byte[0]);
            assertEquals(400, wire.read("GET").status());
        }
    }

    @Test
    void a_token_of_16_kb_is_too_large() {
        var large =
                get(USERS, TOKEN, Tokens.signed("sub", "planner", "groups", List.of("planner", "x".repeat(16_384))));
        assertEquals(431, large.statusCode());
    }

    @Test
    void roles_count_only_by_their_exact_names() {
        for (var roles : List.of(
                List.of("PLANNER"),
                List.of("planner "),
                List.of("planner,administrator"),
                List.of("worker"),
                "planner2")) {
            refused(
                    get(SHIFTS, TOKEN, Tokens.signed("sub", unique(), "groups", roles)),
                    403,
                    "urn:rota:person-unknown");
        }
    }

    // ------------------------------------------------------------------------------------------------ people

    private static Response me(String token) {
        return get(ME, TOKEN, token);
    }

    @Test
    void a_verified_address_links_a_sign_in_with_the_person_whatever_its_case() {
        String email = email();
        String ada = id(user("email", email));
        String token = Tokens.signed("sub", unique(), "email", email.toUpperCase(), "email_verified", true);
        me(token).then().statusCode(200).body("id", is(ada)).body("email", is(email));
        get(USERS + "/" + ada + "/identities").then().statusCode(200).body("items.issuer", is(List.of(issuer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "yes", ""})
    void an_address_that_is_not_verified_links_nobody(String verified) {
        String email = email();
        user("email", email);
        refused(
                me(Tokens.signed("sub", unique(), "email", email, "email_verified", verified)),
                403,
                "urn:rota:person-unknown");
    }

    @Test
    void a_link_stays_when_the_address_changes_on_either_side() {
        String email = email();
        String ada = id(user("email", email));
        String subject = unique();
        me(Tokens.signed("sub", subject, "email", email, "email_verified", true))
                .then()
                .body("id", is(ada));
        patch(USERS + "/" + ada, Map.of("email", email()), "If-Match", "*")
                .then()
                .statusCode(200);
        String bob = id(user("email", email));
        me(Tokens.signed("sub", subject, "email", email, "email_verified", true))
                .then()
                .body("id", is(ada));
        me(Tokens.signed("sub", subject)).then().body("id", is(ada));
        me(Tokens.person(email)).then().body("id", is(bob));
    }

    @Test
    void an_address_that_went_to_somebody_else_does_not_make_them_its_former_owner() {
        String email = email();
        String ada = id(user("email", email));
        me(Tokens.person(email)).then().body("id", is(ada));
        refused(
                me(Tokens.signed("sub", unique(), "email", email, "email_verified", true)),
                403,
                "urn:rota:person-unknown");
    }

    @Test
    void of_many_first_requests_at_once_none_is_refused() {
        String email = email();
        String ada = id(user("email", email));
        String token = Tokens.person(email);
        together(8, thread -> patiently(() -> me(token)))
                .forEach(answer -> answer.then().statusCode(200).body("id", is(ada)));
        get(USERS + "/" + ada + "/identities").then().body("items.size()", is(1));
    }

    @Test
    void an_administrator_links_and_unlinks_a_sign_in() {
        String ada = id(user());
        String subject = unique();
        String token = Tokens.signed("sub", subject);
        refused(me(token), 403, "urn:rota:person-unknown");
        var link = post(
                USERS + "/" + ada + "/identities",
                Map.of("issuer", issuer, "subject", subject),
                TOKEN,
                Tokens.of(Tokens.ADMINISTRATOR));
        link.then().statusCode(201);
        me(token).then().statusCode(200).body("id", is(ada));
        var identities = USERS + "/" + ada + "/identities";
        refused(post(identities, Map.of("issuer", issuer, "subject", unique())), 409, "urn:rota:identity-linked");
        refused(
                post(USERS + "/" + id(user()) + "/identities", Map.of("issuer", issuer, "subject", subject)),
                409,
                "urn:rota:identity-linked");
        refused(delete(USERS + "/" + id(user()) + "/identities/" + id(link)), 404, NO_TYPE);
        delete(identities + "/" + id(link)).then().statusCode(200).body("subject", is(subject));
        refused(me(token), 403, "urn:rota:person-unknown");
    }

    @Test
    void an_identity_is_two_visible_texts() {
        String identities = USERS + "/" + id(user()) + "/identities";
        for (var text : List.of("", "a b", "é", "a\u0000b", "x".repeat(256))) {
            refused(post(identities, Map.of("issuer", text, "subject", unique())), 400, NO_TYPE, "issuer");
            refused(post(identities, Map.of("issuer", issuer, "subject", text)), 400, NO_TYPE, "subject");
        }
        post(identities, Map.of("issuer", "x".repeat(255), "subject", "y".repeat(255)))
                .then()
                .statusCode(201);
    }

    @Test
    void somebody_who_is_deactivated_is_refused_at_once_whatever_roles_the_token_has() {
        String email = email();
        String ada = id(user("email", email));
        String token = Tokens.person(email, "planner", "administrator");
        me(token).then().statusCode(200);
        get(USERS, TOKEN, token).then().statusCode(200);
        deactivated(ada);
        for (String path : List.of(ME, USERS, USERS + "/changes")) {
            refused(get(path, TOKEN, token), 403, "urn:rota:person-inactive");
        }
        post(USERS + "/" + ada + "/reactivate", null).then().statusCode(200);
        me(token).then().statusCode(200);
    }

    @Test
    void a_person_sees_and_changes_of_themselves_what_is_theirs_and_of_others_little() {
        String email = email();
        String ada = id(user("email", email, "phone", "+4930123456", "zone", "Europe/Berlin"));
        String bob = id(user("email", email(), "phone", "+4930123457", "zone", "Europe/Berlin"));
        String token = Tokens.person(email);
        get(USERS + "/" + ada, TOKEN, token).then().body("email", is(email)).body("phone", is("+4930123456"));
        get(USERS + "/" + bob, TOKEN, token)
                .then()
                .statusCode(200)
                .body("name", is("Ada Lovelace"))
                .body("email", is((Object) null))
                .body("phone", is((Object) null))
                .body("zone", is((Object) null));
        var own = patch(USERS + "/" + ada, Map.of("phone", "+4930999"), "If-Match", "*", TOKEN, token);
        own.then().statusCode(200).body("phone", is("+4930999"));
        for (var field : Map.of("name", "Root", "email", email(), "roles", List.of("boss"))
                .entrySet()) {
            refused(
                    patch(USERS + "/" + ada, Map.of(field.getKey(), field.getValue()), "If-Match", "*", TOKEN, token),
                    403,
                    "urn:rota:not-yours",
                    field.getKey());
        }
        refused(
                patch(USERS + "/" + bob, Map.of("phone", "+4930999"), "If-Match", "*", TOKEN, token),
                403,
                "urn:rota:not-yours");
        get(USERS + "/" + bob).then().body("phone", is("+4930123457"));
    }

    @Test
    void nobody_is_found_by_an_address_that_they_may_not_see() {
        String email = email();
        user("email", email);
        user("email", "x" + email);
        String token = Tokens.person("x" + email);
        get(USERS + "?prefix=" + email, TOKEN, token).then().statusCode(200).body("items.size()", is(0));
        get(USERS + "?prefix=" + email).then().body("items.size()", is(1));
    }

    @Test
    void one_caller_does_not_get_the_answer_to_another_ones_key() {
        String key = unique();
        var body = person();
        post(USERS, body, "Idempotency-Key", key, TOKEN, Tokens.of(Tokens.ADMINISTRATOR))
                .then()
                .statusCode(201);
        post(USERS, body, "Idempotency-Key", key, TOKEN, Tokens.of(Tokens.ADMINISTRATOR))
                .then()
                .statusCode(201);
        refused(
                post(USERS, body, "Idempotency-Key", key, TOKEN, Tokens.of(Tokens.STAFF)),
                422,
                "urn:rota:idempotency-key-reused");
    }

    // ------------------------------------------------------------------------------------------------ making them

    private static String with(String claim, Object value) {
        var claims = Map.<String, Object>of("sub", "planner", "groups", List.of("planner"));
        return Tokens.signed(Api.with(claims, claim, value).entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray())
                .substring(7);
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(
                header.build(),
                new JWTClaimsSet.Builder(claims)
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        token.sign(signer);
        return token.serialize();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
