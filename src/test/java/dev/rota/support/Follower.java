package dev.rota.support;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Follows a feed with its cursor, as somebody does who keeps a copy. */
public final class Follower {

    private final String path;
    private String cursor;

    private Follower(String path) {
        this.path = path;
    }

    public static Follower fromTheBeginning(String path) {
        return new Follower(path);
    }

    /** Of what happens from now on. */
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

    /** What is there, however busy the machine is with something else: where nothing was told, nothing is lost. */
    public static Response patiently(String path) {
        var answer = patiently(() -> Api.get(path));
        answer.then().statusCode(200);
        return answer;
    }

    /** What a busy machine answers in the end. */
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
