package dev.rota.shifts.planning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.MergePatch;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.booking.Bookings;
import dev.rota.shifts.booking.Bookings.Booking;
import dev.rota.shifts.people.People;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import dev.rota.shifts.roster.ShiftFilter;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
@RolesAllowed(Role.PLANNER)
class ShiftsResource {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final ShiftLists lists;
    private final People people;
    private final Bookings bookings;
    private final MergePatch mergePatch;

    ShiftsResource(
            ShiftsDatabase database,
            ShiftRepository shifts,
            ShiftLists lists,
            People people,
            Bookings bookings,
            MergePatch mergePatch) {
        this.database = database;
        this.shifts = shifts;
        this.lists = lists;
        this.people = people;
        this.bookings = bookings;
        this.mergePatch = mergePatch;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createShift", summary = "Create a shift")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ShiftResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "The person is already booked, as `clash` says, or off, as `absence` says")
    @APIResponse(
            responseCode = "422",
            description =
                    "The assignee is unknown or not active, or: the `Idempotency-Key` was used for another request")
    public Uni<RestResponse<ShiftResponse>> create(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid ShiftFields body) {
        body.checked();
        // A repeated request gets its stored response without asking users.
        return refusedClearly(
                        database.once(
                                key,
                                "createShift",
                                body,
                                ShiftResponse.class,
                                () -> assignee(body, null),
                                assignee -> save(new Shift(body), true, assignee)),
                        body,
                        List.of())
                .map(response -> ETags.created(response, "/v1/shifts/" + response.id(), response.version()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.WORKER, Role.PLANNER, Role.READER})
    @Operation(operationId = "getShift", summary = "Get a shift", description = "Workers get the published edition.")
    public Uni<RestResponse<ShiftResponse>> get(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "planned: as planned; published: as workers see it, 404 if it was never"
                                    + " published. Absent: planned, and for workers published",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    Edition edition,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        var visible = Edition.visible(edition, Edition.PLANNED);
        return database.one(shifts.byId(visible, id), shifts::unknown)
                .map(ShiftResponse.visible())
                .map(shift -> ETags.response(shift, shift.version(), ifNoneMatch));
    }

    @GET
    @RolesAllowed({Role.WORKER, Role.PLANNER, Role.READER})
    @Operation(
            operationId = "listShifts",
            summary = "List shifts that overlap a window, by start",
            description = "Workers get the published edition.")
    public Uni<RestResponse<Page<ShiftResponse>>> list(
            @BeanParam Window.Parameters window,
            @BeanParam @Valid ShiftFilter filter,
            @BeanParam @Valid PageParameters page,
            @HeaderParam("If-None-Match") String ifNoneMatch,
            @Context UriInfo uri) {
        return lists.page(window.window(), filter.in(Edition.PLANNED), true, page, ifNoneMatch, uri);
    }

    @GET
    @Path("now")
    @RolesAllowed({Role.WORKER, Role.PLANNER, Role.READER})
    @Operation(
            operationId = "listShiftsNow",
            summary = "List shifts in progress at an instant, by start",
            description = "As workers see them, unless `view` says otherwise.")
    public Uni<RestResponse<Page<ShiftResponse>>> now(
            @Parameter(description = "The instant, RFC 3339 with an offset. Absent: now") @QueryParam("at") Instant at,
            @BeanParam @Valid ShiftFilter filter,
            @BeanParam @Valid PageParameters page,
            @HeaderParam("If-None-Match") String ifNoneMatch,
            @Context UriInfo uri) {
        return lists.page(Window.at(at), filter.in(Edition.PUBLISHED), false, page, ifNoneMatch, uri);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceShift", summary = "Replace a shift")
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "409", description = "The person is already booked or off, or the shift is cancelled")
    @APIResponse(responseCode = "422", description = "The assignee is unknown or not active")
    public Uni<RestResponse<ShiftResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid ShiftFields body) {
        body.checked();
        return change(id, ifMatch, before -> body);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "patchShift", summary = "Update fields of a shift")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "409", description = "The person is already booked or off, or the shift is cancelled")
    @APIResponse(responseCode = "422", description = "The assignee is unknown or not active")
    public Uni<RestResponse<ShiftResponse>> patch(
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
            var after = mergePatch.apply(patch, before, ShiftFields.class).checked();
            // The reason was given for another person or time.
            return patch.has("overrideReason") || after.isSameWork(before) ? after : after.withoutOverride();
        });
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "cancelShift",
            summary = "Cancel a shift",
            description = "It stays readable as CANCELLED and takes nobody's time any more. Workers still see it"
                    + " until the cancellation is published. Idempotent.")
    @APIResponse(responseCode = "200", description = "Cancelled")
    @APIResponse(responseCode = "409", description = "The status is not known to this version of Rota")
    public Uni<RestResponse<ShiftResponse>> cancel(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return database.write(() -> shifts.byIdForUpdate(id)
                        .invoke(shift -> ETags.check(ifMatch, shift.version))
                        .invoke(Shift::cancel)
                        .chain(shift -> save(shift, false, null)))
                .map(response -> ETags.response(response, response.version()));
    }

    /** No connection to the database is held while users is asked. */
    private Uni<RestResponse<ShiftResponse>> change(UUID id, String ifMatch, UnaryOperator<ShiftFields> change) {
        return database.one(shifts.byId(id), shifts::unknown)
                .chain(seen -> {
                    var before = changeable(seen, ifMatch).fields();
                    var after = change.apply(before);
                    return refusedClearly(
                            assignee(after, before)
                                    .chain(assignee -> database.write(() -> shifts.byIdForUpdate(id)
                                            .chain(shift -> replace(changeable(shift, ifMatch), change, assignee)))),
                            after,
                            List.of(id));
                })
                .map(response -> ETags.response(response, response.version()));
    }

    /** @throws ProblemException 412 or 428 if the precondition fails, 409 if the shift is cancelled */
    private static Shift changeable(Shift shift, String ifMatch) {
        ETags.check(ifMatch, shift.version);
        shift.requireNotCancelled();
        return shift;
    }

    /** Who was asked for, as users knows them. */
    private record Assignee(UUID id, Person person) {}

    /**
     * Asks users about the assignee: whether they may be planned, if the change books them, and for their roles, also if
     * it only asks them for another one.
     *
     * @return {@code null} if neither matters
     * @throws ProblemException 422 if the change books somebody who is no active user, 503 if users is unavailable
     */
    private Uni<Assignee> assignee(ShiftFields fields, ShiftFields before) {
        Uni<Person> asked = fields.books(before)
                ? people.plannable(fields.assignee(), "assignee")
                : fields.asksForAnotherRole(before)
                        ? people.person(fields.assignee())
                        : Uni.createFrom().nullItem();
        return asked.map(person -> person == null ? null : new Assignee(fields.assignee(), person));
    }

    /**
     * The same write, with a problem where a constraint refuses it.
     *
     * @param fields what was to be written
     * @param except the shift that was to be changed, if there is one
     */
    private Uni<ShiftResponse> refusedClearly(Uni<ShiftResponse> write, ShiftFields fields, List<UUID> except) {
        var booking = new Booking(fields.assignee(), new Window(fields.start(), fields.end()));
        return write.onFailure(Bookings::isDoubleBooking)
                .recoverWithUni(() -> bookings.clash(List.of(booking), except))
                .onFailure(ShiftRepository::isOfImpossibleLength)
                .transform(f -> ShiftFields.impossibleLength());
    }

    private Uni<ShiftResponse> replace(Shift shift, UnaryOperator<ShiftFields> change, Assignee assignee) {
        var before = shift.fields();
        var after = change.apply(before);
        shift.replace(after);
        boolean warn = after.books(before)
                || after.asksForAnotherRole(before)
                || !Objects.equals(after.overrideReason(), before.overrideReason());
        return save(shift, warn, assignee);
    }

    /**
     * Flushes first: the version and constraint violations come from the database.
     *
     * @param warn whether the response has warnings
     * @param assignee {@code null} if users was not asked
     */
    private Uni<ShiftResponse> save(Shift shift, boolean warn, Assignee assignee) {
        return shifts.persistAndFlush(shift).chain(saved -> {
            if (!warn) {
                return Uni.createFrom().item(new ShiftResponse(saved));
            }
            // With If-Match: *, somebody else may have become the assignee since.
            return assignee != null && assignee.id.equals(saved.assignee)
                    ? bookings.withWarningsAndRole(saved, assignee.person)
                    : bookings.withWarnings(saved);
        });
    }
}
