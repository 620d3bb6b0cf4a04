package dev.rota.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.MergePatch;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
@Tag(name = "users", description = "People, their roles and whether they are active")
class UsersResource {

    private static final Set<String> OWN_FIELDS = Set.of("phone", "zone");

    private final UsersDatabase database;
    private final UserRepository users;
    private final MergePatch mergePatch;

    UsersResource(UsersDatabase database, UserRepository users, MergePatch mergePatch) {
        this.database = database;
        this.users = users;
        this.mergePatch = mergePatch;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createUser", summary = "Create a person")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<UserResponse>> create(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid UserFields body) {
        return database.once(key, "createUser", body, UserResponse.class, () -> save(new User(body)))
                .onFailure(UsersResource::emailTaken)
                .transform(f -> emailTaken())
                .map(response -> ETags.created(response, "/v1/users/" + response.id(), response.version()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.WORKER, Role.PLANNER, Role.ADMINISTRATOR, Role.READER, Role.SERVICE})
    @Operation(
            operationId = "getUser",
            summary = "Get a person",
            description = "Of others, workers and readers see no address, phone and zone.")
    public Uni<RestResponse<UserResponse>> get(
            @PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return database.one(users.byId(id), users::unknown)
                .map(UserResponse.visible())
                .map(v -> ETags.response(v, v.version(), ifNoneMatch));
    }

    @GET
    @Path("me")
    @RolesAllowed(Role.WORKER)
    @Operation(operationId = "getMe", summary = "Get yourself")
    @APIResponse(responseCode = "200", description = "The person that the token is of")
    public Uni<RestResponse<UserResponse>> me(@HeaderParam("If-None-Match") String ifNoneMatch) {
        return get(Caller.required().person(), ifNoneMatch);
    }

    @GET
    @RolesAllowed({Role.WORKER, Role.PLANNER, Role.ADMINISTRATOR, Role.READER})
    @Operation(
            operationId = "listUsers",
            summary = "List people, by name",
            description = "Of others, workers and readers see no address, phone and zone, and find nobody by an"
                    + " address.")
    public Uni<RestResponse<Page<UserResponse>>> list(
            @BeanParam @Valid UserFilter filter, @BeanParam @Valid PageParameters page, @Context UriInfo uri) {
        var after = page.after();
        boolean addresses = UserResponse.isPersonal(Caller.required());
        return database.read(users.search(filter, addresses, after, page.rows()))
                .map(rows -> page.page(rows, UserResponse.visible(), user -> new Cursor(user.name, user.id))
                        .response(uri));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceUser", summary = "Replace a person")
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<UserResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid UserFields body) {
        return change(id, ifMatch, user -> user.replace(body));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed({Role.WORKER, Role.ADMINISTRATOR})
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "patchUser",
            summary = "Update fields of a person",
            description = "Whoever is no administrator changes phone and zone of themselves.")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<UserResponse>> patch(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(
                            required = true,
                            description = "A JSON merge patch (RFC 7396) of UserFields",
                            content = {
                                @Content(
                                        mediaType = MergePatch.MEDIA_TYPE,
                                        schema = @Schema(type = SchemaType.OBJECT),
                                        examples =
                                                @ExampleObject(
                                                        name = "patch",
                                                        value = "{\"phone\": \"+4930123457\", \"zone\": null}"))
                            })
                    JsonNode patch) {
        var caller = Caller.required();
        caller.require(id, Role.ADMINISTRATOR);
        if (!caller.is(Role.ADMINISTRATOR)) {
            requireOwn(patch);
        }
        return change(id, ifMatch, user -> user.replace(mergePatch.apply(patch, user.fields(), UserFields.class)));
    }

    @POST
    @Path("{id}/deactivate")
    @Operation(
            operationId = "deactivateUser",
            summary = "Deactivate a person",
            description = "New shifts for this person are refused with 422. Planned shifts stay assigned; `GET"
                    + " /v1/people/{id}/shifts` of the shifts service lists them. Idempotent.")
    @APIResponse(responseCode = "200", description = "The person is inactive")
    @APIResponse(responseCode = "409", description = "The status is not known to this version of Rota")
    public Uni<RestResponse<UserResponse>> deactivate(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key) {
        return become(id, key, UserStatus.INACTIVE);
    }

    @POST
    @Path("{id}/reactivate")
    @Operation(
            operationId = "reactivateUser",
            summary = "Reactivate a person",
            description = "New shifts can be planned for this person. Idempotent.")
    @APIResponse(responseCode = "200", description = "The person is active")
    @APIResponse(responseCode = "409", description = "The status is not known to this version of Rota")
    public Uni<RestResponse<UserResponse>> reactivate(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key) {
        return become(id, key, UserStatus.ACTIVE);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "eraseUser",
            summary = "Erase what users knows of a person",
            description = "Half of an erasure: `DELETE /v1/people/{id}` of the shifts service erases the person"
                    + " everywhere and ends with this operation. Deletes the person, all changes of them, their name as"
                    + " the actor of other changes, and stored responses about them; one change of kind ERASED, with no"
                    + " name, tells followers. Cannot be undone. Idempotent; needs no `If-Match`.")
    @APIResponse(responseCode = "204", description = "The person is erased, or was before")
    @APIResponse(responseCode = "409", description = "The person is active")
    public Uni<Void> erase(@PathParam("id") UUID id) {
        return database.write(() -> users.findById(id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(user -> {
                    if (user != null && user.status == UserStatus.ACTIVE) {
                        throw ProblemException.conflict(
                                "person-active", "The person is active; deactivate them first.", Map.of());
                    }
                })
                .chain(() -> users.erase(id)));
    }

    private Uni<RestResponse<UserResponse>> become(UUID id, String key, UserStatus status) {
        return database.once(
                        key,
                        "become " + status,
                        id,
                        UserResponse.class,
                        () -> users.byIdForUpdate(id)
                                .invoke(user -> user.become(status))
                                .chain(this::save))
                .map(response -> ETags.response(response, response.version()));
    }

    private Uni<RestResponse<UserResponse>> change(UUID id, String ifMatch, Consumer<User> change) {
        return database.write(() -> users.byIdForUpdate(id)
                        .invoke(user -> ETags.check(ifMatch, user.version))
                        .invoke(change)
                        .chain(this::save))
                .onFailure(UsersResource::emailTaken)
                .transform(f -> emailTaken())
                .map(response -> ETags.response(response, response.version()));
    }

    /** @throws ProblemException 403 for fields that a person does not change of themselves */
    private static void requireOwn(JsonNode patch) {
        var errors = new ArrayList<FieldError>();
        patch.fieldNames().forEachRemaining(field -> {
            if (!OWN_FIELDS.contains(field)) {
                errors.add(new FieldError(field, "is changed by an administrator only"));
            }
        });
        if (!errors.isEmpty()) {
            throw ProblemException.forbidden(
                    "not-yours", "You may change phone and zone only.", errors.toArray(FieldError[]::new));
        }
    }

    /** Flushes first: the version and constraint violations come from the database. */
    private Uni<UserResponse> save(User user) {
        return users.persistAndFlush(user).map(UserResponse::new);
    }

    private static boolean emailTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "users_email_unique");
    }

    private static ProblemException emailTaken() {
        return ProblemException.conflict(
                "email-taken",
                "Another user has this e-mail address.",
                Map.of(),
                new FieldError("email", "belongs to another user"));
    }
}
