package dev.rota.shifts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.Change;
import dev.rota.shared.Changes;
import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Page;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened to one shift. */
@Path("/v1/shifts/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class HistoryResource {

    /** What goes without saying, or follows from other fields. */
    private static final Set<String> UNTOLD =
            Set.of("id", "localStart", "localEnd", "duration", "version", "createdAt", "updatedAt");

    private final Shifts shifts;
    private final Changes changes;
    private final ObjectMapper json;

    HistoryResource(Shifts shifts, Changes changes, ObjectMapper json) {
        this.shifts = shifts;
        this.changes = changes;
        this.json = json;
    }

    /** Who, when and what. */
    @Schema(name = "ShiftHistoryEntry")
    record Entry(
            @Schema(required = true, examples = "1", description = "The version that the shift had then.")
            int version,

            @Schema(
                    required = true,
                    examples = "UPDATED",
                    enumeration = {"CREATED", "UPDATED", "PUBLISHED", "CANCELLED", "DELETED"},
                    description = ChangesResource.KINDS)
            String kind,

            @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
            Instant at,

            @Schema(
                    nullable = true,
                    examples = "ada@example.com",
                    description = "Who did it, as `X-Forwarded-User` said; null where it said nothing.")
            String actor,

            @Schema(required = true, description = "The fields of the shift that are not as they were.")
            List<FieldChange> fields) {}

    /** A field's values as the shift shows them. */
    @Schema(name = "FieldChange")
    record FieldChange(
            @Schema(required = true, examples = "role") String field,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "barista",
                    implementation = Object.class,
                    description = "As it was; null also where the shift was not there yet.")
            JsonNode before,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "service",
                    implementation = Object.class,
                    description = "As it became.")
            JsonNode after) {}

    @GET
    @Operation(
            operationId = "listShiftHistory",
            summary = "Who changed a shift, when and how, in order",
            description =
                    "Kept for good. It begins with the first version that recorded changes: a shift that was there before"
                            + " appears as CREATED at the time of its last change until then.")
    public Uni<RestResponse<Page<Entry>>> list(
            @PathParam("id") UUID id,
            @Parameter(
                            description =
                                    "planned: what planners changed; published: what workers came to see; 404 where they"
                                            + " never did",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(ShiftView.DEFAULT)
                    ShiftView view,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return page(view.entity, id, after, limit).map(page -> page.response(uri));
    }

    private <E extends ShiftVersion> Uni<Page<Entry>> page(Class<E> view, UUID id, Cursor after, int limit) {
        return Database.read(ShiftsResource.UNIT, () -> changes.of(shifts.getSession(), view, id, after, limit + 1))
                .map(rows -> {
                    if (rows.isEmpty() && after == null) {
                        throw shifts.unknown();
                    }
                    return Page.of(rows, limit, this::entry, last -> Changes.cursor(id, last));
                });
    }

    private Entry entry(Change<? extends ShiftVersion> change) {
        return new Entry(
                change.row().version,
                change.kind(),
                change.at(),
                change.actor(),
                fields(change.before(), change.row()));
    }

    /** As clients know the fields, and in their order. */
    private List<FieldChange> fields(ShiftVersion before, ShiftVersion after) {
        JsonNode old = before == null ? json.createObjectNode() : json.valueToTree(new View(before));
        JsonNode changed = json.valueToTree(new View(after));
        return changed.properties().stream()
                .filter(field -> !UNTOLD.contains(field.getKey()))
                .map(field -> new FieldChange(field.getKey(), value(old, field.getKey()), field.getValue()))
                .filter(field -> !field.before.equals(field.after))
                .toList();
    }

    private JsonNode value(JsonNode node, String field) {
        return node.has(field) ? node.get(field) : json.nullNode();
    }
}
