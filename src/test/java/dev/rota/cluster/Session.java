package dev.rota.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who has signed in to the board, as a browser keeps that in cookies: by the code flow, once. Their browser is where
 * the realm of the overlay local sends people back to, whatever the board's own address is.
 */
final class Session {

    private static final String BROWSER = "localhost:8080";
    private static final String LOGIN = "username=alan&password=alan";
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

    private final HttpClient http;
    private final String board;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    Session(HttpClient http, String board) {
        this.http = http;
        this.board = board;
    }

    /** Tries for a minute. */
    void signIn() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                tryToSignIn();
                return;
            } catch (IOException e) {
                if (attempt == 60) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private void tryToSignIn() throws IOException, InterruptedException {
        cookies.clear();
        var asked = send(page(HttpRequest.newBuilder()));
        keep(asked);
        var form = send(HttpRequest.newBuilder(location(asked)).build());
        var action = FORM.matcher(form.body());
        if (!action.find()) {
            throw new IOException("the provider has no form: " + form.statusCode() + " " + form.body());
        }
        var signedIn = send(HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Cookie",
                        form.headers().allValues("Set-Cookie").stream()
                                .map(cookie -> cookie.replaceFirst(";.*", ""))
                                .collect(Collectors.joining("; ")))
                .POST(BodyPublishers.ofString(LOGIN))
                .build());
        var back = location(signedIn);
        keep(send(to(HttpRequest.newBuilder(), back.getRawPath() + "?" + back.getRawQuery())
                .build()));
        var page = send(page(HttpRequest.newBuilder()));
        if (page.statusCode() != 200) {
            throw new IOException("not signed in: " + page.statusCode() + " " + page.body());
        }
    }

    /**
     * The request for a page that needs a session. Of few people, however many the load registers: a page of all of them would take
     * what the others need.
     */
    HttpRequest page(HttpRequest.Builder builder) {
        return to(builder, "/week?role=porter").build();
    }

    /** What an answer sets, or takes away. */
    void keep(HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.replaceFirst(";.*", "").split("=", 2);
            if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }

    private HttpRequest.Builder to(HttpRequest.Builder builder, String path) {
        builder.uri(URI.create(board + path)).header("Host", BROWSER);
        return cookies.isEmpty()
                ? builder
                : builder.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private static URI location(HttpResponse<String> answer) throws IOException {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException(answer.statusCode() + " leads nowhere: " + answer.body())));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
