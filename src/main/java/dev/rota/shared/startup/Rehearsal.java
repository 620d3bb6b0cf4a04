package dev.rota.shared.startup;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;

/** The requests that a module sends to itself before it is ready; see {@link WarmUp}. They change nothing. */
public interface Rehearsal {

    /** The id of nobody, whom only rehearsals ask for. */
    UUID NOBODY = new UUID(0, 0);

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
