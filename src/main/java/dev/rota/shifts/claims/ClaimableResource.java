package dev.rota.shifts.claims;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/people/{id}/shifts/claimable")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class ClaimableResource {

    private final ShiftsDatabase database;
    private final People people;

    ClaimableResource(ShiftsDatabase database, People people) {
        this.database = database;
        this.people = people;
    }

    @GET
    @Operation(
            operationId = "listClaimableShifts",
            summary = "List open shifts that a person may claim, by start",
            description =
                    "Workers: for themselves. Published shifts that have not begun, ask for no role or one that the person has, and"
                            + " clash with none of the person's shifts in either edition and with no absence.")
    @APIResponse(responseCode = "200", description = "Claimable")
    @APIResponse(responseCode = "422", description = "The person is unknown or not active")
    public Uni<RestResponse<Page<ShiftResponse>>> claimable(
            @PathParam("id") UUID id,
            @BeanParam Window.Parameters window,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        Caller.required().require(id, Role.PLANNER);
        var span = window.window();
        var after = page.after();
        return people.plannable(id, "user")
                .chain(person -> database.read(ClaimableShifts.of(id, person.roles(), span, after, page.rows())))
                .map(rows -> page.page(rows, ShiftResponse.visible(), ShiftRepository::cursor)
                        .response(uri));
    }
}
