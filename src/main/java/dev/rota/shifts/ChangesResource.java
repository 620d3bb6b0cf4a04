package dev.rota.shifts;

import dev.rota.shared.Change;
import dev.rota.shared.Changes;
import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Feed;
import dev.rota.shared.Page;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened to all shifts. */
@Path("/v1/shifts/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class ChangesResource {

    static final String KINDS =
            "CREATED: it is new in this view; PUBLISHED, CANCELLED: its status became so, and whatever"
                    + " else was changed with it; UPDATED: any other change; DELETED: an operator took it out of the database.";

    private final Shifts shifts;
    private final Changes changes;

    ChangesResource(Shifts shifts, Changes changes) {
        this.shifts = shifts;
        this.changes = changes;
    }

    @Schema(name = "ShiftChange")
    record ShiftChange(
            @Schema(required = true, examples = "42", description = "Counts the changes of this view, from 1.")
            long position,

            @Schema(
                    required = true,
                    examples = "UPDATED",
                    enumeration = {"CREATED", "UPDATED", "PUBLISHED", "CANCELLED", "DELETED"},
                    description = KINDS)
            String kind,

            @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
            Instant at,

            @Schema(
                    nullable = true,
                    examples = "ada@example.com",
                    description = "Who did it, as `X-Forwarded-User` said; null where it said nothing.")
            String actor,

            @Schema(required = true, description = "The shift as it became or, if it was deleted, as it was last.")
            View shift) {

        ShiftChange(Change<? extends ShiftVersion> change) {
            this(change.position(), change.kind(), change.at(), change.actor(), new View(change.row()));
        }
    }

    @GET
    @Operation(
            operationId = "listShiftChanges",
            summary = "Everything that happened to shifts, in order",
            description =
                    "For keeping a copy: begin without a cursor, take over each shift as it is shown, and ask again with"
                            + " `next`, at once while there is `more`, and later for what is new. Nothing is missed and"
                            + " nothing comes twice, however many write at once. The changes of one shift come in their"
                            + " order; those that one request made may stand apart, on different pages. What was there"
                            + " before the first version that recorded changes begins with CREATED, or with its first"
                            + " change since. A cursor is good for one view, and never gets too old.")
    public Uni<RestResponse<Feed<ShiftChange>>> list(
            @Parameter(
                            description = "planned: what planners changed; published: what workers came to see",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(ShiftView.DEFAULT)
                    ShiftView view,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(
                        ShiftsResource.UNIT,
                        () -> changes.since(shifts.getSession(), view.entity, after, limit)
                                .map(feed -> feed.map(ShiftChange::new)))
                .map(feed -> feed.response(uri));
    }
}
