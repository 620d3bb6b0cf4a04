package dev.rota.shared;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What a module does to itself before its first client comes, again and again; see {@link WarmUp}. Leaves no trace. */
public interface Rehearsal {

    /** @param body JSON, or {@code null} */
    record Request(HttpMethod method, String path, String body) {

        public static Request get(String path) {
            return new Request(HttpMethod.GET, path, null);
        }
    }

    /** The usual requests to its own API; those that would change something are such that they are refused. */
    List<Request> requests();

    /** The usual change, rolled back. */
    Uni<?> write();
}
