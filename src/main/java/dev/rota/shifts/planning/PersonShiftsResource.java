package dev.rota.shifts.planning;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftFilter;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/people/{id}/shifts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people", description = "One person's shifts and hours")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class PersonShiftsResource {

    private final ShiftLists lists;

    PersonShiftsResource(ShiftLists lists) {
        this.lists = lists;
    }

    @GET
    @Operation(
            operationId = "listShiftsOfPerson",
            summary = "List a person's shifts that overlap a window, by start",
            description = "Workers: their own, as published. Does not ask users: an unknown person has" + " no shifts.")
    public Uni<RestResponse<Page<ShiftResponse>>> list(
            @PathParam("id") UUID id,
            @BeanParam Window.Parameters window,
            @BeanParam @Valid ShiftFilter filter,
            @BeanParam @Valid PageParameters page,
            @HeaderParam("If-None-Match") String ifNoneMatch,
            @Context UriInfo uri) {
        Caller.required().require(id, Role.PLANNER);
        return lists.page(window.window(), filter.in(Edition.PLANNED).ofUser(id), true, page, ifNoneMatch, uri);
    }
}
