package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What the users service says of people, or that it says nothing that can be relied on. */
@ApplicationScoped
class People {

    /** A user is well under 8 KiB. */
    private static final int MAX_BODY = 64 * 1024;

    private final UsersClient users;
    private final ObjectMapper json;

    People(@RestClient UsersClient users, ObjectMapper json) {
        this.users = users;
        this.json = json;
    }

    enum Standing {
        ACTIVE,
        INACTIVE,
        UNKNOWN
    }

    /**
     * Whether somebody may be planned. Fails, with whatever exception, where users does not answer properly in time:
     * slow, down, a status other than 200 and 404, a body that is no user or too long. Only a connection that failed is
     * tried again; 2 attempts stay under the 2 s after which the client gets its 503.
     */
    @Timeout(900)
    @Retry(maxRetries = 1, delay = 50, jitter = 25, retryOn = IOException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2_000)
    Uni<Standing> standing(UUID id) {
        return users.get(id)
                .collect()
                .in(ByteArrayOutputStream::new, People::append)
                .map(body -> read(id, body.toByteArray()))
                .onFailure(People::isNoSuchUser)
                .recoverWithItem(Standing.UNKNOWN);
    }

    private static void append(ByteArrayOutputStream body, byte[] chunk) {
        if (body.size() + chunk.length > MAX_BODY) {
            throw new IllegalStateException("users sent more than " + MAX_BODY + " bytes");
        }
        body.writeBytes(chunk);
    }

    private Standing read(UUID id, byte[] body) {
        try {
            var user = json.readValue(body, Answer.class);
            if (user == null || !id.equals(user.id) || user.status == null || user.status == Standing.UNKNOWN) {
                throw new IllegalStateException("users sent something else than user " + id);
            }
            return user.status;
        } catch (IOException e) {
            // Not as an IOException: that would be retried like a broken connection.
            throw new IllegalStateException("users sent something else than JSON", e);
        }
    }

    /** The service's own 404, not one that some proxy on the way made up. */
    private static boolean isNoSuchUser(Throwable failure) {
        return failure instanceof WebApplicationException e
                && e.getResponse().getStatus() == 404
                && MediaType.valueOf(Problem.MEDIA_TYPE)
                        .isCompatible(e.getResponse().getMediaType());
    }

    /** The part of a user that matters here; whatever else users tells may come and go. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(UUID id, Standing status) {}
}
