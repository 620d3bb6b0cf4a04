package dev.rota.shared.startup;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;

/** The requests that {@link WarmUp} sends to a module before it is ready. They change nothing. */
public interface Rehearsal {

    /** An id that no user has, used by rehearsals only. */
    UUID NOBODY = new UUID(0, 0);

    /** @param body JSON, or {@code null} */
    record Request(HttpMethod method, String path, String body) {

        public static Request get(String path) {
            return new Request(HttpMethod.GET, path, null);
        }
    }

    /** Typical requests to the module's own API; those that would change something are refused. */
    List<Request> requests();

    /** A typical write, rolled back; nothing where there is no database. */
    default Uni<?> write() {
        return Uni.createFrom().voidItem();
    }
}
