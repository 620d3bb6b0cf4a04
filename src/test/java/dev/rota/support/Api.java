package dev.rota.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The two services as a client sees them, with a person and a shift that are valid until a test says otherwise. */
public final class Api {

    public static final String USERS = "/v1/users";
    public static final String SHIFTS = "/v1/shifts";
    public static final String PEOPLE = "/v1/people";
    public static final String CALENDARS = "/v1/calendars";
    public static final String NO_TYPE = "about:blank";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String usersAddress;

    private Api() {}

    /** Where users is, if it is another program than the one under test. */
    static void usersAt(String address) {
        usersAddress = address;
    }

    // ------------------------------------------------------------------------------------------------ requests

    /**
     * @param body raw JSON where it is a text, {@code null} for none
     * @param headers names and values in turn
     */
    public static Response send(String method, String path, Object body, String... headers) {
        var request = RestAssured.given().urlEncodingEnabled(false);
        if (usersAddress != null && path.startsWith(USERS)) {
            request.baseUri(usersAddress).port(URI.create(usersAddress).getPort());
        }
        if (body != null) {
            // As bytes, so that nothing but the test chooses the media type and the encoding.
            request.header("Content-Type", header("Content-Type", "application/json", headers))
                    .body(json(body).getBytes(UTF_8));
        }
        // The token of staff, who may do nearly everything, unless the test says whose; an empty one is none.
        String token = header("Authorization", null, headers);
        if (token == null) {
            token = path.equals(CALENDARS) && method.equals("POST") ? subscriber(body) : Tokens.of(Tokens.STAFF);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i].equals("Content-Type") && !headers[i].equals("Authorization")) {
                request.header(headers[i], headers[i + 1]);
            }
        }
        return request.request(method, path);
    }

    /** The token of whom a calendar is for: nobody else makes it. Of staff, if that is nobody. */
    private static String subscriber(Object body) {
        var person = body instanceof Map<?, ?> fields && fields.get("user") instanceof String id
                ? get(USERS + "/" + id)
                : null;
        return person == null || person.statusCode() != 200
                ? Tokens.of(Tokens.STAFF)
                : Tokens.person(person.path("email"));
    }

    /** What the OpenAPI documents of the programs under test say of each operation. */
    public static Stream<Map<String, Object>> operations() {
        String document = "/q/openapi?format=json";
        return Stream.concat(
                        Stream.of(get(document)),
                        usersAddress == null
                                ? Stream.empty()
                                : Stream.of(RestAssured.given().get(usersAddress + document)))
                .flatMap(answer ->
                        answer.<Map<String, Map<String, Map<String, Object>>>>path("paths").values().stream())
                .flatMap(path -> path.values().stream());
    }

    public static Response get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public static Response post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public static Response put(String path, Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public static Response patch(String path, Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public static Response delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public static Response created(Response response) {
        response.then().statusCode(201);
        return response;
    }

    /** A person who is registered now. */
    public static Response user(Object... fields) {
        return created(post(USERS, person(fields)));
    }

    /** A shift that is planned now. */
    public static Response shift(Object... fields) {
        return created(post(SHIFTS, work(fields)));
    }

    public static String deactivated(String user) {
        post(USERS + "/" + user + "/deactivate", null).then().statusCode(200);
        return user;
    }

    // ------------------------------------------------------------------------------------------------ bodies

    public static Map<String, Object> person(Object... fields) {
        return with(Map.of("name", "Ada Lovelace", "email", email()), fields);
    }

    /** Open, so that it clashes with nothing; eight hours, for a while later than anything about today. */
    public static Map<String, Object> work(Object... fields) {
        var start = "2029-03-01T08:00:00Z";
        var shift = with(Map.of("start", start, "zone", "Europe/Berlin", "location", "Harbour café"), fields);
        if (!shift.containsKey("end")) {
            var from = Instant.parse(shift.get("start") instanceof String text ? text : start);
            shift.put("end", from.plus(Duration.ofHours(8)).toString());
        }
        return shift;
    }

    /** @param fields names and values in turn; a {@link Instant} or {@link UUID} is its text */
    public static Map<String, Object> with(Map<String, Object> base, Object... fields) {
        var map = new LinkedHashMap<>(base);
        for (int i = 0; i < fields.length; i += 2) {
            var value = fields[i + 1];
            map.put((String) fields[i], value instanceof Instant || value instanceof UUID ? value.toString() : value);
        }
        return map;
    }

    public static String json(Object body) {
        try {
            return body instanceof String raw ? raw : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static String email() {
        return unique() + "@example.com";
    }

    /** Letters and digits that no other test uses. */
    public static String unique() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }

    /** A query of names and values in turn. */
    public static String query(Object... parameters) {
        var query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1].toString(), UTF_8));
        }
        return query.toString();
    }

    // ------------------------------------------------------------------------------------------------ answers

    public static String id(Response response) {
        return response.path("id");
    }

    /** A list's pages from here on, by the link to the next one; {@code between} runs after each page that has a next. */
    public static List<String> walk(String path, Consumer<Integer> between) {
        return items(path, between).stream()
                .map(item -> (String) item.get("id"))
                .toList();
    }

    /** All that a list holds, page by page. */
    public static List<Map<String, Object>> items(String path, Consumer<Integer> between) {
        var items = new ArrayList<Map<String, Object>>();
        int pages = 0;
        for (String next = path; next != null; pages++) {
            var page = get(next);
            page.then().statusCode(200);
            items.addAll(page.<List<Map<String, Object>>>path("items"));
            String link = page.header("Link");
            String cursor = page.path("next");
            next = link == null ? null : link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
            if ((next == null) != (cursor == null) || next != null && !next.contains("cursor=" + cursor)) {
                throw new AssertionError("Link: " + link + " and next: " + cursor + " are not one page");
            }
            if (next != null) {
                between.accept(pages);
            }
        }
        return items;
    }

    public static List<String> walk(String path) {
        return walk(path, page -> {});
    }

    /** That this is a problem of this status and type, and blames these fields. */
    public static Response refused(Response response, int status, String type, String... fields) {
        var then = response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("type", is(type));
        for (String field : fields) {
            then.body("errors.field", hasItem(field));
        }
        return response;
    }

    /** What a client can tell apart of two answers. */
    public static String whole(Response response) {
        return String.join(
                "\n",
                Integer.toString(response.statusCode()),
                "" + response.header("ETag"),
                "" + response.header("Location"),
                response.asString());
    }

    /** The same number of threads, all let go at once. */
    public static <T> List<T> together(int threads, IntFunction<T> call) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CountDownLatch(threads);
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.apply(number);
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String header(String name, String absent, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals(name)) {
                return headers[i + 1];
            }
        }
        return absent;
    }
}
