package dev.rota.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody before the pages of the board, in a browser without scripts. It keeps cookies by hand: they are for TLS, which
 * {@link java.net.CookieManager} takes literally, and browsers do not at localhost.
 */
public final class BoardSession {

    private static final String ENGLISH = "en";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CSRF = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]*)\">");

    private final URI root = URI.create("http://localhost:" + RestAssured.port);
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrf = "";

    private final String language;

    private BoardSession(String language) {
        this.language = language;
    }

    /** What the board answered; a redirection is not followed. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        public boolean shows(String text) {
            return body.contains(text);
        }

        /** The value of the first field of this name. */
        public String value(String field) {
            var found =
                    Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(body);
            if (!found.find()) {
                throw new AssertionError("no field " + field + " in " + body);
            }
            return found.group(1);
        }

        /** Where it leads to, without the host. */
        public String location() {
            return header("Location").replaceFirst("^https?://[^/]*", "");
        }
    }

    /** Somebody who has not signed in. */
    public static BoardSession nobody() {
        return new BoardSession(ENGLISH);
    }

    /**
     * Whoever has this e-mail address, which the provider has verified, signed in by code flow.
     *
     * @param roles those that the token says
     */
    public static BoardSession as(String email, String... roles) {
        return in(ENGLISH, email, roles);
    }

    /** The same, of whoever reads another language. */
    public static BoardSession in(String language, String email, String... roles) {
        var session = new BoardSession(language);
        session.signIn(Map.of(
                "email", email, "email_verified", true, "groups", List.of(roles), "aud", List.of("rota", "board")));
        return session;
    }

    public Answer get(String path, String... headers) {
        return read(send(request(path, headers).GET()));
    }

    /** As it comes over the wire: a browser would unpack it. */
    public HttpResponse<byte[]> packed(String path, String... headers) {
        return send(request(path, headers).header("Accept-Encoding", "gzip").GET(), BodyHandlers.ofByteArray());
    }

    /** A form of the last page, with its token against forgery; names and values in turn. */
    public Answer post(String path, String... fields) {
        return submit(path, form(fields) + (fields.length == 0 ? "" : "&") + form("csrf", csrf));
    }

    /** The same, by the fields' names. */
    public Answer post(String path, Map<String, ?> fields) {
        return post(path, inTurn(fields));
    }

    /** What the answer leads to. */
    public Answer follow(Answer answer) {
        return get(answer.location());
    }

    public Answer forge(String path, Map<String, ?> fields) {
        return forge(path, inTurn(fields));
    }

    private static String[] inTurn(Map<String, ?> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), String.valueOf(field.getValue())))
                .toArray(String[]::new);
    }

    /** A form that a page from elsewhere makes a browser send. */
    public Answer forge(String path, String... fields) {
        return submit(path, form(fields));
    }

    /** By name, for a browser that is to go on with this session. */
    public Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }

    private void signIn(Map<String, Object> claims) {
        var answer = send(request("/home").GET());
        var page = location(answer);
        answer = send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        form("username", "of-" + claims.get("email"), "claims", Api.json(claims)))));
        while (cookies.keySet().stream().noneMatch(name -> name.startsWith("__Host-q_session"))) {
            answer = send(request(location(answer).toString()).GET());
        }
        // For the token of its forms.
        get("/signed-out");
    }

    private Answer submit(String path, String form) {
        return read(send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html")
                .header("Accept-Language", language);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                    .toList()));
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString(UTF_8));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            var answer = HTTP.send(request.build(), body);
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(String header) {
        String cookie = header.split(";")[0];
        String name = cookie.substring(0, cookie.indexOf('='));
        if (header.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, cookie.substring(name.length() + 1));
        }
    }

    private Answer read(HttpResponse<String> answer) {
        var token = CSRF.matcher(answer.body());
        if (token.find()) {
            csrf = token.group(1);
        }
        return new Answer(answer.statusCode(), answer.headers(), answer.body());
    }

    private static URI location(HttpResponse<?> answer) {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirection: " + answer + "\n" + answer.body())));
    }

    private static String form(String... fields) {
        var form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(fields[i], UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return form.toString();
    }
}
