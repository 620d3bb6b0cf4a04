package dev.rota.shifts;

import dev.rota.shared.Problem;
import dev.rota.shared.RequestIdForwarding;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What this module asks of the users service, at {@code USERS_URL}. */
@RegisterRestClient(configKey = "users")
@RegisterProvider(RequestIdForwarding.class)
@Path("/v1/users")
interface UsersClient {

    /** One person, as the chunks of a JSON body: {@link People} stops reading where it gets too long. */
    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Multi<byte[]> get(@PathParam("id") UUID id);
}
