package dev.rota.shifts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.MergePatch;
import dev.rota.shared.Page;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Versions;
import dev.rota.shifts.Bookings.Booking;
import dev.rota.shifts.Shift.Fields;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/shifts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts", description = "Who works when")
class ShiftsResource {

    /** The name of the module's datasource and persistence unit. */
    static final String UNIT = "shifts";

    private final Shifts shifts;
    private final Bookings bookings;
    private final Idempotency idempotency;
    private final MergePatch mergePatch;

    ShiftsResource(Shifts shifts, Bookings bookings, Idempotency idempotency, MergePatch mergePatch) {
        this.shifts = shifts;
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.mergePatch = mergePatch;
    }

    @POST
    @Operation(operationId = "createShift", summary = "Plan a shift")
    @APIResponse(
            responseCode = "201",
            description = "Planned",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(
            responseCode = "409",
            description = "The person is already booked, as `clash` says, or off, as `absence` says")
    public Uni<RestResponse<View>> create(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        body.checked();
        var request = idempotency.request(key, "createShift", body);
        // An answer that was given stands, even if users has gone or the person was deactivated since.
        return Database.read(UNIT, () -> idempotency.earlier(shifts.getSession(), request, View.class))
                .onItem()
                .ifNull()
                .switchTo(() -> book(body, null)
                        .chain(() -> Database.write(
                                UNIT,
                                () -> idempotency.once(
                                        shifts.getSession(), request, View.class, () -> save(new Shift(body), true))))
                        .onFailure(Bookings::doubleBooked)
                        .recoverWithUni(() -> bookings.clash(List.of(booking(body)), List.of())))
                .map(view -> Versions.created(view, "/v1/shifts/" + view.id(), view.version()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getShift", summary = "One shift")
    public Uni<RestResponse<View>> get(
            @PathParam("id") UUID id,
            @Parameter(
                            description =
                                    "planned: as it is planned; published: as workers see it; 404 where they never did",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(ShiftView.DEFAULT)
                    ShiftView view,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        return Database.read(UNIT, () -> shifts.byId(view, id))
                .map(View::new)
                .map(shift -> Versions.response(shift, shift.version(), ifNoneMatch));
    }

    @GET
    @Operation(operationId = "listShifts", summary = "Every shift that overlaps a window of time, by start")
    public Uni<RestResponse<Page<View>>> list(
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
                    Instant from,
            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
                    @QueryParam("to")
                    Instant to,
            @BeanParam @Valid ShiftFilter filter,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        return page(Window.of(from, to), filter, true, cursor, limit, uri);
    }

    @GET
    @Path("now")
    @Operation(
            operationId = "listShiftsNow",
            summary = "Who is on: shifts going on at a moment, cancelled ones left out")
    public Uni<RestResponse<Page<View>>> now(
            @Parameter(description = "The moment, RFC 3339 with an offset. Absent: now") @QueryParam("at") Instant at,
            @BeanParam @Valid ShiftFilter filter,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        return page(Window.at(at), filter, false, cursor, limit, uri);
    }

    @PUT
    @Path("{id}")
    @Operation(operationId = "replaceShift", summary = "Replace a shift")
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "409", description = "The person is already booked or off, or the shift is cancelled")
    public Uni<RestResponse<View>> replace(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        body.checked();
        return change(id, ifMatch, before -> body);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "patchShift", summary = "Change some of a shift")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "409", description = "The person is already booked or off, or the shift is cancelled")
    public Uni<RestResponse<View>> patch(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(
                            required = true,
                            description = "A JSON merge patch (RFC 7396) of ShiftFields",
                            content = {
                                @Content(
                                        mediaType = MergePatch.MEDIA_TYPE,
                                        schema = @Schema(type = SchemaType.OBJECT),
                                        examples =
                                                @ExampleObject(
                                                        name = "open",
                                                        value = "{\"assignee\": null, \"status\": \"PUBLISHED\"}"))
                            })
                    JsonNode patch) {
        return change(id, ifMatch, before -> {
            var after = mergePatch.apply(patch, before, Fields.class).checked();
            // What was agreed for one person and time is not agreed for another.
            return patch.has("overrideReason") || after.isSameWork(before) ? after : after.withoutOverride();
        });
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "cancelShift",
            summary = "Cancel a shift",
            description =
                    "It stays readable as CANCELLED and takes nobody's time any more. Doing it twice changes nothing."
                            + " Workers who saw it see it until that is published.")
    @APIResponse(responseCode = "200", description = "Cancelled")
    public Uni<RestResponse<View>> cancel(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return Database.write(
                        UNIT,
                        () -> shifts.byIdForUpdate(id)
                                .invoke(shift -> Versions.check(ifMatch, shift.version))
                                .invoke(Shift::cancel)
                                .chain(shift -> save(shift, false)))
                .map(view -> Versions.response(view, view.version()));
    }

    private Uni<RestResponse<Page<View>>> page(
            Window window, ShiftFilter filter, boolean cancelled, String cursor, int limit, UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(UNIT, () -> shifts.search(window, filter, cancelled, after, limit + 1))
                .map(rows -> Page.of(rows, limit, View::new, Shifts::cursor).response(uri));
    }

    /** Reads, asks users, writes: no connection to the database is held while another service is asked. */
    private Uni<RestResponse<View>> change(UUID id, String ifMatch, UnaryOperator<Fields> change) {
        return Database.read(UNIT, () -> shifts.byId(id))
                .chain(seen -> {
                    Versions.check(ifMatch, seen.version);
                    var before = seen.fields();
                    var after = change.apply(before);
                    return book(after, before)
                            .chain(() -> Database.write(
                                    UNIT,
                                    () -> shifts.byIdForUpdate(id)
                                            .invoke(shift -> Versions.check(ifMatch, shift.version))
                                            .chain(shift -> replace(shift, change))))
                            .onFailure(Bookings::doubleBooked)
                            .recoverWithUni(() -> bookings.clash(List.of(booking(after)), List.of(id)));
                })
                .map(view -> Versions.response(view, view.version()));
    }

    /**
     * Whether the assignee may be given this work, asked of the users service.
     *
     * @throws ProblemException 422 where users knows no such active person, 503 where it cannot be asked
     */
    private Uni<Void> book(Fields fields, Fields before) {
        if (!fields.books(before)) {
            return Uni.createFrom().voidItem();
        }
        return bookings.plannable(fields.assignee(), "assignee").replaceWithVoid();
    }

    private static Booking booking(Fields fields) {
        return new Booking(fields.assignee(), fields.start(), fields.end());
    }

    private Uni<View> replace(Shift shift, UnaryOperator<Fields> change) {
        var before = shift.fields();
        var after = change.apply(before);
        shift.replace(after);
        return save(shift, after.books(before) || !Objects.equals(after.overrideReason(), before.overrideReason()));
    }

    /**
     * Flushed before it is shown: the version and every refusal are the database's.
     *
     * @param warn whether to say what is not as it should be about the work that the assignee has then
     */
    private Uni<View> save(Shift shift, boolean warn) {
        return shifts.persistAndFlush(shift)
                .chain(saved ->
                        warn ? bookings.withWarnings(saved) : Uni.createFrom().item(new View(saved)));
    }
}
