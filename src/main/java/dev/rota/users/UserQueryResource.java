package dev.rota.users;

import dev.rota.shared.identity.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Many people at once, by their ids. A POST, because the ids are more than an address may have. */
@Path("/v1/users/query")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.WORKER, Role.PLANNER, Role.ADMINISTRATOR, Role.READER, Role.SERVICE})
@Tag(name = "users")
class UserQueryResource {

    static final int MOST = 500;

    private final UsersDatabase database;
    private final UserRepository users;

    UserQueryResource(UsersDatabase database, UserRepository users) {
        this.database = database;
        this.users = users;
    }

    @Schema(name = "UserQuery", additionalProperties = Schema.False.class)
    record Query(
            @NotNull
            @Size(min = 1, max = MOST)
            @Schema(
                    examples = "[\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00\"]",
                    minItems = 1,
                    maxItems = MOST,
                    description = "An id that is listed twice is answered once.")
            List<@NotNull UUID> ids) {}

    @Schema(name = "QueriedUsers")
    record Answer(
            @Schema(required = true, description = "By id.") List<UserResponse> items,

            @Schema(
                    required = true,
                    examples = "[\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f01\"]",
                    description = "The ids that no user has.")
            Set<UUID> unknown) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "queryUsers",
            summary = "Get many people, by their ids",
            description =
                    "Changes nothing. Each id is answered once: in `items` or in `unknown`. Of others, workers and"
                            + " readers see no address, phone and zone.")
    @APIResponse(responseCode = "200", description = "All of them")
    public Uni<Answer> query(@RequestBody(required = true) @NotNull(message = "is required") @Valid Query body) {
        var ids = Set.copyOf(body.ids());
        var visible = UserResponse.visible();
        return database.read(users.byIds(ids)).map(found -> {
            var unknown = new HashSet<>(ids);
            found.forEach(user -> unknown.remove(user.id));
            return new Answer(found.stream().map(visible).toList(), unknown);
        });
    }
}
