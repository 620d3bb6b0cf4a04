package dev.rota.shifts.history;

import dev.rota.shared.changes.ChangeLog;
import dev.rota.shared.changes.ChangePage;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The change feed of the shifts. */
@Path("/v1/shifts/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed({Role.PLANNER, Role.READER})
class ShiftChangesResource {

    private final ShiftsDatabase database;
    private final ChangeLog changes;

    ShiftChangesResource(ShiftsDatabase database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @GET
    @Operation(
            operationId = "listShiftChanges",
            summary = "List changes of all shifts (change feed)",
            description = "All changes in order, for keeping a copy: begin without a cursor, store each shift,"
                    + " and go on with `next`: at once while there is `more`, later for new changes. Each"
                    + " change comes exactly once, regardless of concurrent writes. The changes of one shift"
                    + " are in order; those of one request may be on different pages. A shift created before"
                    + " changes were recorded begins with CREATED, or with its first change since. A cursor is"
                    + " valid for one edition and never expires.")
    public Uni<RestResponse<ChangePage<ShiftChange>>> list(
            @Parameter(
                            description = "planned: changes of the plan; published: changes visible to workers",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(Edition.DEFAULT)
                    Edition edition,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        return changes.since(database, edition.mapping.type(), page)
                .map(found -> found.map(ShiftChange::new).response(uri));
    }
}
