package dev.rota.support;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Follows a change feed with its cursor, as a client that keeps a copy does. */
public final class Follower {

    private final String path;
    private String cursor;

    private Follower(String path) {
        this.path = path;
    }

    public static Follower fromTheBeginning(String path) {
        return new Follower(path);
    }

    /** Follows only changes from now on. */
    public static Follower fromNow(String path) {
        var follower = new Follower(path);
        follower.read();
        return follower;
    }

    /** What happened since, to the end. */
    public List<Map<String, Object>> read() {
        var changes = new ArrayList<Map<String, Object>>();
        boolean more = true;
        while (more) {
            var page = patiently(path + (path.contains("?") ? "&" : "?") + "limit=500"
                    + (cursor == null ? "" : "&cursor=" + cursor));
            changes.addAll(page.path("items"));
            cursor = page.path("next");
            more = page.path("more");
        }
        return changes;
    }

    /** GET with retries on 503, because the machine may be busy with something else. */
    public static Response patiently(String path) {
        var answer = patiently(() -> Api.get(path));
        answer.then().statusCode(200);
        return answer;
    }

    /** Retries on 503. */
    public static Response patiently(Supplier<Response> request) {
        var answer = request.get();
        while (answer.statusCode() == 503) {
            answer = request.get();
        }
        return answer;
    }

    /** The one field of each change since. */
    public List<Object> read(String field) {
        return read().stream().map(change -> change.get(field)).toList();
    }

    public String cursor() {
        return cursor;
    }
}
