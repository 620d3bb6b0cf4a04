package dev.rota.shifts.people;

import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The REST client of the users service, at {@code USERS_URL}. */
@RegisterRestClient(configKey = "users")
@RegisterProvider(RequestIdForwarding.class)
@RegisterProvider(ServiceToken.class)
@Path("/v1/users")
interface UsersClient {

    /** The maximum of people for one {@link #query}. */
    int MOST = 500;

    /** The response's body as text, which {@link UsersCalls} parses. */
    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<String> get(@PathParam("id") UUID id);

    /**
     * The person of a token, with that token.
     *
     * @param authorization the header of the request that it came with
     */
    @GET
    @Path("me")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<String> me(@HeaderParam("Authorization") String authorization);

    @GET
    @Path("{id}/names")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<String> names(@PathParam("id") UUID id, @HeaderParam("Authorization") String authorization);

    @DELETE
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<Void> erase(@PathParam("id") UUID id, @HeaderParam("Authorization") String authorization);

    /** @param ids at most {@link #MOST} */
    record Query(Collection<UUID> ids) {}

    /** The response's body as text, too. */
    @POST
    @Path("query")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    Uni<String> query(Query query);
}
