package dev.rota.shifts.people;

import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The REST client of the users service, at {@code USERS_URL}. */
@RegisterRestClient(configKey = "users")
@RegisterProvider(RequestIdForwarding.class)
@Path("/v1/users")
interface UsersClient {

    /** The response's body as text, which {@link UsersCalls} parses. */
    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<String> get(@PathParam("id") UUID id);
}
