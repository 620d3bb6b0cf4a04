package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
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

    /**
     * By name.
     *
     * @param prefix with which the name begins, or the address; {@code null}, as status and role may be, for any
     */
    @GET
    Uni<Listed<Person>> find(
            @QueryParam("prefix") String prefix,
            @QueryParam("status") String status,
            @QueryParam("role") String role,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") String cursor);

    /** Those of these ids who are known. */
    @POST
    @Path("query")
    Uni<Listed<Person>> query(Listed.Query query);

    @GET
    @Path("{id}")
    Uni<Person> get(@PathParam("id") UUID id);

    @POST
    Uni<Person> create(ObjectNode fields);

    /**
     * @param version the ETag
     * @param fields a merge patch
     */
    @PATCH
    @Path("{id}")
    Uni<Person> change(@PathParam("id") UUID id, @HeaderParam("If-Match") String version, ObjectNode fields);

    /** @param decision {@code deactivate} or {@code reactivate} */
    @POST
    @Path("{id}/{decision}")
    Uni<Person> decide(@PathParam("id") UUID id, @PathParam("decision") String decision);

    @GET
    @Path("{id}/identities")
    Uni<Listed<Identity>> identities(@PathParam("id") UUID id, @QueryParam("limit") int limit);

    @POST
    @Path("{id}/identities")
    Uni<Identity> link(@PathParam("id") UUID id, ObjectNode fields);

    @DELETE
    @Path("{id}/identities/{identity}")
    Uni<Identity> unlink(@PathParam("id") UUID id, @PathParam("identity") UUID identity);

    /** A sign-in that is somebody's. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Identity(UUID id, String issuer, String subject) {}
}
