package dev.rota.users.identities;

import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.users.UserRepository;
import dev.rota.users.UsersDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The identities of a person, for administrators. Most are linked by themselves, see {@link UserDirectory}. */
@Path("/v1/users/{id}/identities")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
@Tag(name = "users")
class IdentitiesResource {

    private final UsersDatabase database;
    private final UserRepository users;
    private final IdentityRepository identities;

    IdentitiesResource(UsersDatabase database, UserRepository users, IdentityRepository identities) {
        this.database = database;
        this.users = users;
        this.identities = identities;
    }

    @GET
    @Operation(operationId = "listIdentities", summary = "List the identities of a person")
    public Uni<RestResponse<Page<IdentityResponse>>> list(
            @PathParam("id") UUID id, @BeanParam @Valid PageParameters page, @Context UriInfo uri) {
        var after = page.after();
        return database.one(users.byId(id), users::unknown)
                .chain(user -> database.read(identities.of(id, after, page.rows())))
                .map(rows -> page.page(rows, IdentityResponse::new, identity -> new Cursor("", identity.id))
                        .response(uri));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "linkIdentity",
            summary = "Link an identity with a person",
            description = "Whoever signs in with it is this person from then on. A person has one identity at each"
                    + " provider.")
    @APIResponse(
            responseCode = "201",
            description = "Linked",
            content = @Content(schema = @Schema(implementation = IdentityResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The identity is linked already, or the person has another one at this provider")
    public Uni<RestResponse<IdentityResponse>> link(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid IdentityFields body) {
        return database.once(
                        key,
                        "linkIdentity " + id,
                        body,
                        IdentityResponse.class,
                        () -> users.byIdForUpdate(id)
                                .chain(user ->
                                        identities.persistAndFlush(new Identity(id, body.issuer(), body.subject())))
                                .map(IdentityResponse::new))
                .onFailure(IdentityRepository::isLinked)
                .transform(failure -> ProblemException.conflict(
                        "identity-linked",
                        "The identity is linked already, or the person has another one at this provider.",
                        Map.of()))
                .map(response -> ETags.created(response, "/v1/users/" + id + "/identities/" + response.id(), 0));
    }

    @DELETE
    @Path("{identity}")
    @Operation(
            operationId = "unlinkIdentity",
            summary = "Unlink an identity",
            description = "Whoever signs in with it is nobody from then on. A verified e-mail address may link it again"
                    + " at the next sign-in; deactivate the person to keep somebody out.")
    @APIResponse(responseCode = "200", description = "Unlinked: as it was")
    public Uni<RestResponse<IdentityResponse>> unlink(@PathParam("id") UUID id, @PathParam("identity") UUID identity) {
        return database.write(() -> identities
                        .byIdForUpdate(identity)
                        .invoke(found -> {
                            if (!found.userId.equals(id)) {
                                throw identities.unknown();
                            }
                        })
                        .call(identities::delete))
                .map(IdentityResponse::new)
                .map(response -> ETags.response(response, 0));
    }
}
