package dev.rota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            var page = Api.get(path + (path.contains("?") ? "&" : "?") + "limit=500"
                    + (cursor == null ? "" : "&cursor=" + cursor));
            // A machine that is busy with something else: nothing was told, so nothing is lost.
            if (page.statusCode() != 503) {
                page.then().statusCode(200);
                changes.addAll(page.path("items"));
                cursor = page.path("next");
                more = page.path("more");
            }
        }
        return changes;
    }

    /** The one field of each change since. */
    public List<Object> read(String field) {
        return read().stream().map(change -> change.get(field)).toList();
    }

    public String cursor() {
        return cursor;
    }
}
