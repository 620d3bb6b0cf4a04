package dev.rota.shifts.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.changes.Change;
import dev.rota.shared.changes.ChangeLog;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.history.HistoryEntry.FieldChange;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/shifts/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed(Role.PLANNER)
class ShiftHistoryResource {

    /** Fields that never change, change always, or are derived from others. */
    private static final Set<String> OMITTED =
            Set.of("id", "localStart", "localEnd", "duration", "version", "createdAt", "updatedAt");

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final ChangeLog changes;
    private final ObjectMapper json;

    ShiftHistoryResource(ShiftsDatabase database, ShiftRepository shifts, ChangeLog changes, ObjectMapper json) {
        this.database = database;
        this.shifts = shifts;
        this.changes = changes;
        this.json = json;
    }

    @GET
    @Operation(
            operationId = "listShiftHistory",
            summary = "List changes of a shift, oldest first",
            description = "Who changed it, when, and which fields; kept for good. The history of a shift created"
                    + " before changes were recorded begins with CREATED at the time of its last change until"
                    + " then.")
    public Uni<RestResponse<Page<HistoryEntry>>> list(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "planned: changes of the plan; published: changes visible to workers,"
                                    + " 404 if it was never published",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(Edition.DEFAULT)
                    Edition edition,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        return list(edition.mapping.type(), id, page).map(found -> found.response(uri));
    }

    private <E extends ShiftEdition> Uni<Page<HistoryEntry>> list(Class<E> edition, UUID id, PageParameters page) {
        return changes.of(database, edition, id, page).map(rows -> {
            if (rows.isEmpty() && page.cursor() == null) {
                throw shifts.unknown();
            }
            return page.page(rows, this::entry, last -> ChangeLog.cursor(id, last));
        });
    }

    private HistoryEntry entry(Change<? extends ShiftEdition> change) {
        return new HistoryEntry(
                change.row().version,
                change.kind(),
                change.at(),
                change.actor(),
                fields(change.before(), change.row()));
    }

    /** The fields that differ, in the order of the response. */
    private List<FieldChange> fields(ShiftEdition before, ShiftEdition after) {
        JsonNode old = before == null ? json.createObjectNode() : json.valueToTree(new ShiftResponse(before));
        JsonNode changed = json.valueToTree(new ShiftResponse(after));
        return changed.properties().stream()
                .filter(field -> !OMITTED.contains(field.getKey()))
                .map(field -> new FieldChange(field.getKey(), value(old, field.getKey()), field.getValue()))
                .filter(field -> !field.before().equals(field.after()))
                .toList();
    }

    private JsonNode value(JsonNode node, String field) {
        return node.has(field) ? node.get(field) : json.nullNode();
    }
}
