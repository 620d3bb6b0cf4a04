package dev.rota.board.publishing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Copies;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Viewer;
import dev.rota.board.reason.Fault;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.PeopleReader;
import dev.rota.board.roster.RosterReader;
import dev.rota.board.roster.Said;
import dev.rota.board.roster.When;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestForm;

/** Shows what copies of a week would be, and makes them. */
@Path("/copy")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class CopyResource {

    private static final int MOST_WEEKS = 12;

    private final Pages pages;
    private final ShiftsApi shifts;
    private final RosterReader roster;
    private final PeopleReader people;

    CopyResource(Pages pages, @RestClient ShiftsApi shifts, RosterReader roster, PeopleReader people) {
        this.pages = pages;
        this.shifts = shifts;
        this.roster = roster;
        this.people = people;
    }

    /** A week to which one can copy. */
    public record Week(int number, LocalDate first, LocalDate last, boolean isChosen) {}

    /** A copy that would be made, or not. */
    public record Line(UUID source, UUID assignee, When when, String place, String reason) {

        private static final Set<String> REASONS =
                Set.of("COPIED_BEFORE", "DOUBLE_BOOKING", "ABSENT", "NOT_PLANNABLE", "LENGTH");

        /** The name of the message. */
        public String message() {
            return "skipped_" + (REASONS.contains(reason) ? reason : "other");
        }
    }

    /** What is asked for, and, once weeks are chosen, what would happen. */
    public record Plan(
            Days days,
            boolean open,
            List<Week> weeks,
            List<Line> created,
            List<Line> skipped,
            Names names,
            String key) {

        public boolean isChosen() {
            return weeks.stream().anyMatch(Week::isChosen);
        }
    }

    /** @param reason why nothing was copied, or would be; {@code null} for none */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Copy(Frame frame, Plan plan, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("place") String place,
            @QueryParam("role") String role,
            @QueryParam("open") String open,
            @QueryParam("weeks") List<String> chosen) {
        return show(Days.of(from, to, place, role, pages.viewer()), weeks(chosen), open != null, 200, null);
    }

    /** @param reason of an earlier refusal; {@code null} for none */
    private Uni<Response> show(Days days, Set<Integer> chosen, boolean open, int status, Reason reason) {
        return ApiProblem.orRefused(
                read(days, chosen, open).chain(plan -> page(plan, status, reason)),
                // Then that is all that there is to show.
                refusal -> page(
                        nothing(days, Set.of(), open),
                        reason == null ? refusal.status() : status,
                        reason == null ? Reason.of(refusal) : reason));
    }

    private Uni<Response> page(Plan plan, int status, Reason reason) {
        var frame = pages.frame();
        return Pages.page(frame, status, new Copy(frame, plan, reason));
    }

    private Uni<Plan> read(Days days, Set<Integer> chosen, boolean open) {
        var viewer = pages.viewer();
        return chosen.isEmpty()
                ? Uni.createFrom().item(nothing(days, chosen, open))
                : Uni.combine()
                        .all()
                        .unis(
                                shifts.copy(null, selection(days, chosen, open, true)),
                                roster.shifts(days.from(), days.to(), "planned"))
                        .asTuple()
                        .chain(found -> {
                            var copies = found.getItem1();
                            var sources = found.getItem2();
                            return people.names(people(copies, sources))
                                    .map(names ->
                                            plan(days, open, choices(days, chosen), copies, sources, names, viewer));
                        });
    }

    /** Whose names are shown. */
    private static List<UUID> people(Copies copies, List<Shift> sources) {
        return Stream.concat(
                        copies.created().stream().map(Copies.Copy::assignee),
                        sources.stream().map(Shift::assignee))
                .toList();
    }

    private static Plan nothing(Days days, Set<Integer> chosen, boolean open) {
        return new Plan(days, open, choices(days, chosen), List.of(), List.of(), new Names(List.of()), null);
    }

    private static List<Week> choices(Days days, Set<Integer> chosen) {
        return IntStream.rangeClosed(1, MOST_WEEKS)
                .mapToObj(week -> new Week(
                        week, days.first().plusWeeks(week), days.last().plusWeeks(week), chosen.contains(week)))
                .toList();
    }

    private static Plan plan(
            Days days,
            boolean open,
            List<Week> choices,
            Copies copies,
            List<Shift> sources,
            Names names,
            Viewer viewer) {
        Map<UUID, Shift> byId = Shift.byId(sources);
        return new Plan(
                days,
                open,
                choices,
                copies.created().stream()
                        .map(copy -> line(
                                byId.get(copy.source()),
                                copy.source(),
                                copy.assignee(),
                                copy.start(),
                                copy.end(),
                                null,
                                days,
                                viewer))
                        .toList(),
                copies.skipped().stream()
                        .map(copy -> line(
                                byId.get(copy.source()),
                                copy.source(),
                                byId.containsKey(copy.source())
                                        ? byId.get(copy.source()).assignee()
                                        : null,
                                copy.start(),
                                copy.end(),
                                copy.reason(),
                                days,
                                viewer))
                        .toList(),
                names,
                UUID.randomUUID().toString());
    }

    private static Line line(
            Shift source, UUID id, UUID assignee, Instant start, Instant end, String reason, Days days, Viewer viewer) {
        var zone = source == null ? days.zone() : ZoneId.of(source.zone());
        return new Line(
                id,
                assignee,
                When.of(start, end, zone, viewer.zone()),
                source == null ? "" : source.location(),
                reason);
    }

    @POST
    public Uni<Response> copy(
            @RestForm String from,
            @RestForm String to,
            @RestForm String place,
            @RestForm String role,
            @RestForm String open,
            @RestForm List<String> weeks,
            @RestForm String key) {
        var days = Days.of(from, to, place, role, pages.viewer());
        var chosen = weeks(weeks);
        if (chosen.isEmpty()) {
            return show(days, chosen, open != null, 400, Reason.of(Fault.of("weeks", "must be chosen")));
        }
        return ApiProblem.orRefused(
                shifts.copy(key, selection(days, chosen, open != null, false))
                        .map(copies -> pages.done(Said.of(
                                        "copied", copies.created().size())
                                .path(days.first().plusWeeks(chosen.iterator().next())))),
                refusal -> show(days, chosen, open != null, refusal.status(), Reason.of(refusal)));
    }

    private static TreeSet<Integer> weeks(List<String> chosen) {
        try {
            return chosen.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
        } catch (NumberFormatException e) {
            throw ProblemException.badField("weeks", "must be numbers");
        }
    }

    private static ObjectNode selection(Days days, Set<Integer> weeks, boolean open, boolean dryRun) {
        var selection = days.selection(dryRun);
        weeks.forEach(selection.putArray("weeks")::add);
        return selection.put("open", open);
    }
}
