package dev.rota.board.api;

import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The users service, at {@code USERS_URL}. Everything fails with an {@link ApiProblem} where it is refused. */
@RegisterRestClient(configKey = "board-users")
@RegisterProvider(RequestIdForwarding.class)
@RegisterProvider(ViewerToken.class)
@RegisterProvider(ApiProblem.Mapper.class)
@Path("/v1/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface UsersApi {

    /**
     * The person of a token.
     *
     * @param authorization the header with that token
     */
    @GET
    @Path("me")
    Uni<Person> me(@HeaderParam("Authorization") String authorization);

    /** By name. */
    @GET
    Uni<Listed<Person>> list(@QueryParam("limit") int limit, @QueryParam("cursor") String cursor);
}
