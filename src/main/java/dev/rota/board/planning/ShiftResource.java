package dev.rota.board.planning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.roster.Said;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.ETags;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestForm;

/** Plans a shift, shows it, and changes it. */
@Path("/shifts")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class ShiftResource {

    private final Pages pages;
    private final ShiftsApi shifts;
    private final PanelReader reader;

    ShiftResource(Pages pages, @RestClient ShiftsApi shifts, PanelReader reader) {
        this.pages = pages;
        this.shifts = shifts;
        this.reader = reader;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ShiftPanel(Frame frame, Panel panel) implements TemplateInstance {}

    // ------------------------------------------------------------------------------------------------ plan

    @GET
    @Path("new")
    public Uni<Response> plan(
            @QueryParam("day") String day,
            @QueryParam("who") String who,
            @QueryParam("place") String place,
            @QueryParam("role") String role) {
        var date = Typed.date("day", day);
        var form = new ShiftForm(
                who,
                date.toString(),
                "09:00",
                "17:00",
                null,
                place,
                role,
                null,
                null,
                null,
                0,
                UUID.randomUUID().toString());
        return page(reader.ofNew(form, date, Trouble.NONE), Trouble.NONE);
    }

    @POST
    public Uni<Response> create(@BeanParam ShiftForm typed) {
        return withZone(typed).chain(form -> {
            var faults = form.faults();
            if (!faults.isEmpty()) {
                return again(form, Trouble.faults(faults));
            }
            var work = form.work(null);
            return shifts.create(form.key(), body(work.fields(), form))
                    .map(shift -> done("created", shift))
                    .onFailure(ApiProblem.class)
                    .recoverWithUni(failure -> trouble(failure, work).chain(trouble -> again(form, trouble)));
        });
    }

    private Uni<Response> again(ShiftForm form, Trouble trouble) {
        var day = form.faults().contains("day") ? LocalDate.now(ZoneId.of("UTC")) : LocalDate.parse(form.day());
        return page(reader.ofNew(form, day, trouble), trouble);
    }

    // ------------------------------------------------------------------------------------------------ look and change

    @GET
    @Path("{id}")
    @Authenticated
    public Uni<Response> show(@PathParam("id") UUID id) {
        return shifts.shift(id, pages.viewer().edition()).chain(shift -> page(shift, null, Trouble.NONE));
    }

    @POST
    @Path("{id}")
    public Uni<Response> change(@PathParam("id") UUID id, @BeanParam ShiftForm typed) {
        return Uni.combine()
                .all()
                .unis(planned(id), withZone(typed))
                .asTuple()
                .chain(both -> change(both.getItem1(), both.getItem2()));
    }

    private Uni<Response> change(Shift shift, ShiftForm form) {
        if (shift.version() != form.version()) {
            return stale(shift.id(), form);
        }
        var faults = form.faults();
        if (!faults.isEmpty()) {
            return page(shift, form, Trouble.faults(faults));
        }
        var before = Work.of(shift);
        var work = form.work(before);
        var change = new Change(shift, form.version(), body(work.since(before), form), work, form);
        return patched(change, "saved", () -> stale(shift.id(), form));
    }

    /** What somebody else has changed since, and what was typed, to try again. */
    private Uni<Response> stale(UUID id, ShiftForm form) {
        return latest(id, form.version(), form)
                .chain(latest ->
                        page(latest.shift, latest.merge.form(), Trouble.stale(latest.merge.differences(), null)));
    }

    // ------------------------------------------------------------------------------------------------ with one press

    @POST
    @Path("{id}/cancel")
    public Uni<Response> cancel(@PathParam("id") UUID id, @RestForm int version) {
        return shifts.cancel(id, ETags.quoted(version))
                .map(shift -> done("cancelled", shift))
                .onFailure(ShiftResource::isStale)
                .recoverWithUni(() -> staleChoice(id, version, "cancel", Map.of()));
    }

    /** By dragging, by keys or by a form; an empty {@code who} opens the shift. */
    @POST
    @Path("{id}/move")
    public Uni<Response> move(
            @PathParam("id") UUID id, @RestForm String who, @RestForm String day, @RestForm int version) {
        var date = Typed.date("day", day);
        var to = person(who);
        return planned(id).chain(shift -> {
            var again = Map.of("who", to == null ? "" : to.toString(), "day", date.toString());
            if (shift.version() != version) {
                return staleChoice(id, version, "move", again);
            }
            var before = Work.of(shift);
            var work = before.moved(to, date);
            var change = new Change(shift, version, work.since(before), work, ShiftForm.of(work, version));
            return patched(change, "moved", () -> staleChoice(id, version, "move", again));
        });
    }

    /** Accepts the warnings of a shift. */
    @POST
    @Path("{id}/accept")
    public Uni<Response> accept(@PathParam("id") UUID id, @RestForm String reason, @RestForm int version) {
        return planned(id).chain(shift -> {
            var patch = JsonNodeFactory.instance.objectNode().put("overrideReason", reason);
            var again = Map.of("reason", reason == null ? "" : reason);
            var change = new Change(shift, version, patch, Work.of(shift), null);
            return patched(change, "accepted", () -> staleChoice(id, version, "accept", again));
        });
    }

    @POST
    @Path("{id}/undo")
    public Uni<Response> undo(@PathParam("id") UUID id, @RestForm int version) {
        return Uni.combine()
                .all()
                .unis(planned(id), reader.history(id))
                .asTuple()
                .chain(both -> {
                    var shift = both.getItem1();
                    var history = both.getItem2();
                    if (shift.version() != version || history.isEmpty()) {
                        return page(shift, null, Trouble.because(412, "undo_stale"));
                    }
                    return undo(shift, Inverse.of(history));
                });
    }

    private Uni<Response> undo(Shift shift, Inverse inverse) {
        String etag = ETags.quoted(shift.version());
        if (inverse.kind() == Inverse.Kind.NONE) {
            return page(shift, null, Trouble.because(409, "undo_impossible"));
        }
        var write = switch (inverse.kind()) {
            case CANCEL -> shifts.cancel(shift.id(), etag);
            // Once, however often it is pressed.
            case CREATE -> shifts.create("undo-" + shift.id() + "-" + shift.version(), inverse.fields());
            default -> shifts.change(shift.id(), etag, inverse.fields());
        };
        return write.map(undone -> done("undone", undone))
                .onFailure(ApiProblem.class)
                .recoverWithUni(failure -> isStale(failure)
                        ? planned(shift.id()).chain(now -> page(now, null, Trouble.because(412, "undo_stale")))
                        : trouble(failure, Work.of(shift)).chain(trouble -> page(shift, null, trouble)));
    }

    // ------------------------------------------------------------------------------------------------ what they share

    /**
     * A change of a shift.
     *
     * @param version that was read
     * @param work what is to become of it
     * @param form what was typed, to be shown again; {@code null} for the shift as it is
     */
    private record Change(Shift shift, int version, ObjectNode patch, Work work, ShiftForm form) {}

    private Uni<Response> patched(Change change, String what, Supplier<Uni<Response>> stale) {
        return shifts.change(change.shift.id(), ETags.quoted(change.version), change.patch)
                .map(changed -> done(what, changed))
                .onFailure(ApiProblem.class)
                .recoverWithUni(failure -> isStale(failure)
                        ? stale.get()
                        : trouble(failure, change.work).chain(trouble -> page(change.shift, change.form, trouble)));
    }

    private Response done(String what, Shift shift) {
        return pages.done(Said.of(what, shift.id(), shift.version(), shift.warnings())
                .path(shift.localStart().toLocalDate()));
    }

    /** What was changed since, and a button that does the same all the same. */
    private Uni<Response> staleChoice(UUID id, int version, String action, Map<String, String> fields) {
        return latest(id, version, null)
                .chain(latest -> page(
                        latest.shift,
                        null,
                        Trouble.stale(
                                latest.merge.differences(),
                                latest.shift.isCancelled() ? null : new Trouble.Retry(action, fields))));
    }

    /** A shift as it is now, and what somebody else has changed since a version of it. */
    private record Latest(Shift shift, Merge merge) {}

    /** @param typed {@code null} where nothing is */
    private Uni<Latest> latest(UUID id, int version, ShiftForm typed) {
        return Uni.combine().all().unis(planned(id), reader.history(id)).with((shift, history) -> {
            var now = ShiftForm.of(Work.of(shift), shift.version());
            var before = ShiftForm.of(Work.at(version, history), version);
            return new Latest(shift, Merge.of(typed == null ? before : typed, before, now, shift.version()));
        });
    }

    private Uni<Trouble> trouble(Throwable failure, Work work) {
        var problem = (ApiProblem) failure;
        return reader.inTheWay(problem, work.assignee(), ZoneId.of(work.zone()), pages.viewer())
                .map(inTheWay -> Trouble.of(problem, inTheWay));
    }

    /** With that of the place, where none was chosen. */
    private Uni<ShiftForm> withZone(ShiftForm form) {
        return !form.zone().isEmpty() || form.place().isEmpty() || form.faults().contains("day")
                ? Uni.createFrom().item(form)
                : reader.zone(form.place(), LocalDate.parse(form.day()))
                        .map(zone -> zone.map(form::in).orElse(form));
    }

    private static ObjectNode body(ObjectNode fields, ShiftForm form) {
        return form.isPublished() ? fields.put("status", "PUBLISHED") : fields;
    }

    private Uni<Shift> planned(UUID id) {
        return shifts.shift(id, "planned");
    }

    private Uni<Response> page(Shift shift, ShiftForm form, Trouble trouble) {
        return page(reader.of(shift, form, pages.viewer(), trouble), trouble);
    }

    private Uni<Response> page(Uni<Panel> panel, Trouble trouble) {
        var frame = pages.frame();
        return panel.chain(found -> Pages.page(frame, trouble.status(), new ShiftPanel(frame, found)));
    }

    private static boolean isStale(Throwable failure) {
        return failure instanceof ApiProblem problem && problem.status() == 412;
    }

    private static UUID person(String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("who", "must be the id of a person");
        }
    }
}
