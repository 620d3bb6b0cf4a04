package dev.rota.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Somebody who reads pages of the board and sends their forms, as a browser without scripts does it. */
public final class BoardSession {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    /** By host and port: a client of java.net would not send secure cookies over plain HTTP, as browsers do on this machine. */
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    private final String language;

    private BoardSession(String language) {
        this.language = language;
    }

    /** Somebody of users whom the provider knows by this e-mail address, and gives these roles. */
    public static BoardSession of(String email, String... roles) {
        return in("en", email, roles);
    }

    /** The same in another language. */
    public static BoardSession in(String language, String email, String... roles) {
        var session = new BoardSession(language);
        var form = session.get("/week");
        var claims = Map.of("email", email, "email_verified", true, "aud", List.of("rota", "board"), "groups", roles);
        var signedIn = session.follow(session.send(
                "POST", form.address, fields(Map.of("username", "of-" + email, "claims", Api.json(claims)))));
        if (signedIn.status != 200) {
            throw new AssertionError("Sign-in ends with " + signedIn.status + ": " + signedIn.body);
        }
        return session;
    }

    /** @param location where it leads; {@code null} for nowhere */
    public record Page(URI address, int status, String location, String body) {

        public boolean says(String text) {
            return body.contains(text);
        }

        /** The value of the first field of this name. */
        public String value(String field) {
            var found =
                    Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(body);
            if (!found.find()) {
                throw new AssertionError("No field " + field + " in " + body);
            }
            return found.group(1);
        }
    }

    /** A page, wherever it leads. */
    public Page get(String path) {
        return follow(send(
                "GET", URI.create(RestAssured.baseURI + ":" + RestAssured.port).resolve(path), null));
    }

    /** The answer to a form, which has the token that pages put into each. */
    public Page post(String path, Map<String, ?> fields) {
        var all = new TreeMap<String, Object>(fields);
        all.put("csrf", token());
        return postWithoutToken(path, all);
    }

    /** The answer to a form that is not one of the board's. */
    public Page postWithoutToken(String path, Map<String, ?> fields) {
        return send(
                "POST", URI.create(RestAssured.baseURI + ":" + RestAssured.port).resolve(path), fields(fields));
    }

    /** Where it leads. */
    public Page follow(Page page) {
        var last = page;
        for (int i = 0; last.location != null; i++) {
            if (i == MOST_REDIRECTS) {
                throw new AssertionError("It leads on and on, to " + last.location);
            }
            last = send("GET", last.address.resolve(last.location), null);
        }
        return last;
    }

    private String token() {
        var page = get("/shifts/new?day=2029-03-05");
        var found = TOKEN.matcher(page.body);
        return found.find() ? found.group(1) : "none";
    }

    private Page send(String method, URI address, String body) {
        String host = address.getHost() + ":" + address.getPort();
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/html")
                .header("Accept-Language", language);
        var jar = cookies.computeIfAbsent(host, unknown -> new TreeMap<>());
        if (!jar.isEmpty()) {
            request.header(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .reduce((a, b) -> a + "; " + b)
                            .orElseThrow());
        }
        if (body != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        try {
            var answer = http.send(
                    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            keep(answer, jar);
            return new Page(
                    address,
                    answer.statusCode(),
                    answer.headers().firstValue("Location").orElse(null),
                    answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + address + " got no answer", e);
        }
    }

    private static void keep(HttpResponse<?> answer, Map<String, String> jar) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            var parts = cookie.split(";", 2);
            var pair = parts[0].split("=", 2);
            if (parts.length > 1 && parts[1].toLowerCase(Locale.ROOT).contains("max-age=0")) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], pair[1]);
            }
        }
    }

    private static String fields(Map<String, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(field.getValue().toString(), UTF_8))
                .reduce((a, b) -> a + "&" + b)
                .orElse("");
    }
}
