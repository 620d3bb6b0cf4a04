package dev.rota.users;

import dev.rota.shared.changes.ChangeLog;
import dev.rota.shared.changes.ChangePage;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The change feed of the people. */
@Path("/v1/users/changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
@Tag(name = "users")
class UserChangesResource {

    private final UsersDatabase database;
    private final ChangeLog changes;

    UserChangesResource(UsersDatabase database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @GET
    @Operation(
            operationId = "listUserChanges",
            summary = "List changes of all people (change feed)",
            description = "All changes in order, for keeping a copy: begin without a cursor, store each person,"
                    + " and go on with `next`: at once while there is `more`, later for new changes. Each"
                    + " change comes exactly once, regardless of concurrent writes. A person created before"
                    + " changes were recorded begins with CREATED, or with the first change since. A cursor"
                    + " never expires.")
    public Uni<RestResponse<ChangePage<UserChange>>> list(@BeanParam @Valid PageParameters page, @Context UriInfo uri) {
        return changes.since(database, User.class, page)
                .map(feed -> feed.map(UserChange::new).response(uri));
    }
}
