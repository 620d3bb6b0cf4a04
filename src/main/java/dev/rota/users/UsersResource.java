package dev.rota.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.MergePatch;
import dev.rota.shared.Page;
import dev.rota.shared.Problem.FieldError;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import dev.rota.shared.Versions;
import dev.rota.users.User.Fields;
import dev.rota.users.User.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users", description = "Who works here")
class UsersResource {

    /** The name of the module's datasource and persistence unit. */
    static final String UNIT = "users";

    private final Users users;
    private final Idempotency idempotency;
    private final MergePatch mergePatch;

    UsersResource(Users users, Idempotency idempotency, MergePatch mergePatch) {
        this.users = users;
        this.idempotency = idempotency;
        this.mergePatch = mergePatch;
    }

    @POST
    @Operation(operationId = "createUser", summary = "Register a person")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<View>> create(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        var request = idempotency.request(key, "createUser", body);
        return Database.write(
                        UNIT,
                        () -> idempotency.once(users.getSession(), request, View.class, () -> save(new User(body))))
                .onFailure(UsersResource::emailTaken)
                .transform(f -> emailTaken())
                .map(view -> Versions.created(view, "/v1/users/" + view.id(), view.version()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getUser", summary = "One person")
    public Uni<RestResponse<View>> get(@PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return Database.read(UNIT, () -> users.byId(id))
                .map(View::new)
                .map(v -> Versions.response(v, v.version(), ifNoneMatch));
    }

    @GET
    @Operation(operationId = "listUsers", summary = "People, by name")
    public Uni<RestResponse<Page<View>>> list(
            @Parameter(description = "Only people of this status") @QueryParam("status") UserStatus status,
            @Parameter(
                            description = "Only people who can fill this role",
                            schema = @Schema(type = SchemaType.STRING, maxLength = 32))
                    @QueryParam("role")
                    @Text(max = 32)
                    String role,
            @Parameter(
                            description = "Only people whose name or e-mail address begins so, without regard to case",
                            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
                    @QueryParam("prefix")
                    @Text(max = 200)
                    String prefix,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(UNIT, () -> users.search(status, role, prefix, after, limit + 1))
                .map(rows -> Page.of(rows, limit, View::new, user -> new Cursor(user.name, user.id))
                        .response(uri));
    }

    @PUT
    @Path("{id}")
    @Operation(operationId = "replaceUser", summary = "Replace what is known of a person")
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<View>> replace(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        return change(id, ifMatch, user -> user.replace(body));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "patchUser", summary = "Change some of what is known of a person")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "409", description = "The e-mail address belongs to another user")
    public Uni<RestResponse<View>> patch(
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
        return change(id, ifMatch, user -> user.replace(mergePatch.apply(patch, user.fields(), Fields.class)));
    }

    @POST
    @Path("{id}/deactivate")
    @Operation(
            operationId = "deactivateUser",
            summary = "Plan no more shifts for a person",
            description =
                    "Shifts already planned stay assigned until somebody changes them: `GET /v1/users/{id}/shifts`"
                            + " of the shifts service lists them. New shifts for this person are refused with 422. Doing it twice"
                            + " changes nothing.")
    @APIResponse(responseCode = "200", description = "The person is inactive")
    public Uni<RestResponse<View>> deactivate(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key) {
        return become(id, key, UserStatus.INACTIVE);
    }

    @POST
    @Path("{id}/reactivate")
    @Operation(
            operationId = "reactivateUser",
            summary = "Plan shifts for a person again",
            description = "Doing it twice changes nothing.")
    @APIResponse(responseCode = "200", description = "The person is active")
    public Uni<RestResponse<View>> reactivate(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key) {
        return become(id, key, UserStatus.ACTIVE);
    }

    private Uni<RestResponse<View>> become(UUID id, String key, UserStatus status) {
        var request = idempotency.request(key, "become " + status, id);
        return Database.write(
                        UNIT,
                        () -> idempotency.once(
                                users.getSession(),
                                request,
                                View.class,
                                () -> users.byIdForUpdate(id)
                                        .invoke(user -> user.become(status))
                                        .chain(this::save)))
                .map(view -> Versions.response(view, view.version()));
    }

    private Uni<RestResponse<View>> change(UUID id, String ifMatch, Consumer<User> change) {
        return Database.write(
                        UNIT,
                        () -> users.byIdForUpdate(id)
                                .invoke(user -> Versions.check(ifMatch, user.version))
                                .invoke(change)
                                .chain(this::save))
                .onFailure(UsersResource::emailTaken)
                .transform(f -> emailTaken())
                .map(view -> Versions.response(view, view.version()));
    }

    /** Flushed before it is shown: the version and every refusal are the database's. */
    private Uni<View> save(User user) {
        return users.persistAndFlush(user).map(View::new);
    }

    private static boolean emailTaken(Throwable failure) {
        return Database.violates(failure, "users_email_unique");
    }

    private static ProblemException emailTaken() {
        return ProblemException.conflict(
                "email-taken",
                "Another user has this e-mail address.",
                Map.of(),
                new FieldError("email", "belongs to another user"));
    }
}
