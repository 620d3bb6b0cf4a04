package dev.rota.shifts.planning;

import dev.rota.shared.identity.Role;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Many shifts at once, by their ids. A POST, because the ids are more than an address may have. */
@Path("/v1/shifts/query")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.WORKER, Role.PLANNER, Role.READER})
@Tag(name = "shifts")
class ShiftQueryResource {

    static final int MOST = 500;

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;

    ShiftQueryResource(ShiftsDatabase database, ShiftRepository shifts) {
        this.database = database;
        this.shifts = shifts;
    }

    @Schema(name = "ShiftQuery", additionalProperties = Schema.False.class)
    record Query(
            @NotNull
            @Size(min = 1, max = MOST)
            @Schema(
                    examples = "[\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f10\"]",
                    minItems = 1,
                    maxItems = MOST,
                    description = "An id that is listed twice is answered once.")
            List<@NotNull UUID> ids) {}

    @Schema(name = "QueriedShifts")
    record Answer(
            @Schema(required = true, description = "By id.") List<ShiftResponse> items,

            @Schema(
                    required = true,
                    examples = "[\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f11\"]",
                    description = "The ids that no shift of the edition has.")
            Set<UUID> unknown) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "queryShifts",
            summary = "Get many shifts, by their ids",
            description = "Changes nothing. Each id is answered once: in `items` or in `unknown`. Workers get the"
                    + " published edition.")
    @APIResponse(responseCode = "200", description = "All of them")
    public Uni<Answer> query(
            @Parameter(
                            description = "planned: as planned; published: as workers see them. Absent: planned, and"
                                    + " for workers published",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    Edition edition,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Query body) {
        var ids = Set.copyOf(body.ids());
        var visible = ShiftResponse.visible();
        return database.read(shifts.byIds(Edition.visible(edition, Edition.PLANNED), ids))
                .map(found -> {
                    var unknown = new HashSet<>(ids);
                    found.forEach(shift -> unknown.remove(shift.id));
                    return new Answer(found.stream().map(visible).toList(), unknown);
                });
    }
}
