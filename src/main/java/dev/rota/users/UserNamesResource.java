package dev.rota.users;

import dev.rota.shared.identity.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** By which names others may have recorded a person; the shifts service asks before it erases them. */
@Path("/v1/users/{id}/names")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
@Tag(name = "users")
class UserNamesResource {

    private final UsersDatabase database;
    private final UserRepository users;

    UserNamesResource(UsersDatabase database, UserRepository users) {
        this.database = database;
        this.users = users;
    }

    @Schema(name = "UserNames")
    record Names(
            @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", required = true)
            UUID id,

            @Schema(required = true, description = "INACTIVE also if an operator deleted the person from the database.")
            UserStatus status,

            @Schema(examples = "[\"Ada Lovelace\", \"Ada King\", \"ada@example.com\"]", required = true)
            List<String> knownAs) {}

    @GET
    @Operation(
            operationId = "getUserNames",
            summary = "Get every name that a person has or had",
            description =
                    "E-mail addresses, phone numbers and subjects of their sign-ins too, in no order. For finding what was recorded of the person elsewhere.")
    @APIResponse(responseCode = "200", description = "All of them")
    public Uni<Names> get(@PathParam("id") UUID id) {
        return database.one(users.byId(id))
                .chain(user -> users.knownAs(id).map(knownAs -> {
                    // Of somebody who is erased, there is a change without a name.
                    if (knownAs.isEmpty()) {
                        throw users.unknown();
                    }
                    return new Names(id, user == null ? UserStatus.INACTIVE : user.status, knownAs);
                }));
    }
}
