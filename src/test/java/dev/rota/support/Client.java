package dev.rota.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** An HTTP client with a time-out, so that a missing response is a failure; records the longest response time. */
public final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final AtomicLong longest = new AtomicLong();
    private final URI root;
    private final Supplier<String> authorization;

    /** With the token of staff. */
    public Client(URI root) {
        this(root, () -> Tokens.of(Tokens.STAFF));
    }

    /** @param authorization the header of that name, for each request */
    public Client(URI root, Supplier<String> authorization) {
        this.root = root;
        this.authorization = authorization;
    }

    /** An answer, as far as the tests look at it. */
    public record Answer(int status, String mediaType, String retryAfter, JsonNode body) {

        /** Whether this is the problem that tells a client to come back later. */
        public boolean isUnavailable(String what) {
            return status == 503
                    && mediaType.startsWith("application/problem+json")
                    && retryAfter.matches("[1-9][0-9]*")
                    && body.path("type").asText().equals("urn:rota:" + what);
        }

        public String id() {
            return body.path("id").asText();
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    /** With {@code If-Match: *}, which a POST and a GET ignore. */
    public Answer send(String method, String path, Map<String, ?> body) {
        long start = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(root.resolve(path))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Authorization", authorization.get())
                    .header("If-Match", "*")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            return answer(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } finally {
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    public Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    private static Answer answer(HttpResponse<byte[]> response) throws IOException {
        var headers = response.headers();
        String mediaType = headers.firstValue("Content-Type").orElse("");
        return new Answer(
                response.statusCode(),
                mediaType,
                headers.firstValue("Retry-After").orElse(""),
                mediaType.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode());
    }
}
