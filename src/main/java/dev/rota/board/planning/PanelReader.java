package dev.rota.board.planning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.api.ShiftsApi.HistoryEntry;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.PeopleReader;
import dev.rota.board.roster.When;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks users and shifts for what a {@link Panel} shows. */
@ApplicationScoped
class PanelReader {

    private static final Logger LOG = Logger.getLogger(PanelReader.class);
    /** How far from a day places are looked for: shifts give at most 92 days. */
    private static final int DAYS_AROUND = 45;

    private final ShiftsApi shifts;
    private final PeopleReader people;

    PanelReader(@RestClient ShiftsApi shifts, PeopleReader people) {
        this.shifts = shifts;
        this.people = people;
    }

    Uni<Panel> ofNew(ShiftForm form, LocalDate day, Trouble trouble) {
        return Uni.combine()
                .all()
                .unis(choices(form), about(day))
                .with((names, some) -> new Panel(
                        day, null, null, names, List.of(), form, Choices.of(names, some, form), List.of(), trouble));
    }

    /** @param form {@code null} to fill it with the shift */
    Uni<Panel> of(Shift shift, ShiftForm form, Viewer viewer, Trouble trouble) {
        var when = When.of(shift, viewer.zone());
        if (!viewer.isPlanner()) {
            return people.names(Collections.singleton(shift.assignee()))
                    .map(names -> new Panel(when.day(), shift, when, names, List.of(), null, null, List.of(), trouble));
        }
        var shown = form == null ? ShiftForm.of(Work.of(shift), shift.version()) : form;
        return Uni.combine()
                .all()
                .unis(choices(shown), about(when.day()), history(shift.id()), conflicts(shift))
                .asTuple()
                .chain(found -> {
                    var history = found.getItem3();
                    return people.with(people(shift, history, trouble), found.getItem1())
                            .map(names -> new Panel(
                                    when.day(),
                                    shift,
                                    when,
                                    names,
                                    found.getItem4(),
                                    shift.isCancelled() ? null : shown,
                                    Choices.of(names, found.getItem2(), shown),
                                    lines(history, shift, names, viewer),
                                    trouble));
                });
    }

    /** Whoever can be chosen, and the one who is. */
    private Uni<Names> choices(ShiftForm form) {
        return people.choices().chain(names -> people.with(Collections.singleton(Names.id(form.who())), names));
    }

    /** Whose names are shown besides. */
    private static List<UUID> people(Shift shift, List<HistoryEntry> history, Trouble trouble) {
        return Stream.of(
                        Stream.ofNullable(shift.assignee()),
                        history.stream().flatMap(HistoryLine::people),
                        trouble.people())
                .flatMap(Function.identity())
                .toList();
    }

    /** All changes of a shift, oldest first. */
    Uni<List<HistoryEntry>> history(UUID shift) {
        return Listed.all(cursor -> shifts.history(shift, Listed.MOST, cursor));
    }

    /** The zone of a place; empty for one that has no shifts. */
    Uni<Optional<String>> zone(String place, LocalDate day) {
        return shifts.shifts(
                        place,
                        start(day.minusDays(DAYS_AROUND)),
                        start(day.plusDays(DAYS_AROUND)),
                        "planned",
                        Listed.MOST,
                        null)
                .map(page -> Choices.zone(page.items()));
    }

    /** What a problem says is in the way, with names; {@code null} where it says nothing. */
    Uni<Trouble.InTheWay> inTheWay(ApiProblem problem, UUID person, ZoneId zone, Viewer viewer) {
        boolean isShift = problem.member("clash").isObject();
        var span = isShift ? problem.member("clash") : problem.member("absence");
        if (!span.isObject()) {
            return Uni.createFrom().nullItem();
        }
        // An absence has no place, so it is told by the clock of the shift that was planned.
        var other = isShift
                ? shifts.shift(UUID.fromString(span.path("id").asText()), "planned")
                : Uni.createFrom().<Shift>nullItem();
        return Uni.combine()
                .all()
                .unis(other, people.names(Collections.singleton(person)))
                .with((shift, names) -> {
                    var at = shift == null ? zone : ZoneId.of(shift.zone());
                    return new Trouble.InTheWay(
                            names.of(person),
                            shift == null ? null : shift.id(),
                            When.of(instant(span, "start"), instant(span, "end"), at, viewer.zone()),
                            shift == null ? null : shift.location(),
                            shift == null ? null : shift.role());
                });
    }

    private static Instant instant(JsonNode span, String name) {
        return Instant.parse(span.path(name).asText());
    }

    /** Some shifts about a day, whose places and roles are offered. */
    private Uni<List<Shift>> about(LocalDate day) {
        return orNothing(
                shifts.shifts(null, start(day.minusDays(3)), start(day.plusDays(4)), "planned", Listed.MOST, null)
                        .map(Listed::items));
    }

    private Uni<List<Conflict>> conflicts(Shift shift) {
        return shift.isOpen() || shift.isCancelled()
                ? Uni.createFrom().item(List.of())
                : orNothing(shifts.conflicts(shift.start(), shift.end())
                        .map(page -> page.items().stream()
                                .filter(conflict -> conflict.shift().id().equals(shift.id()))
                                .toList()));
    }

    /** Without it, a panel still shows the shift. */
    private static <T> Uni<List<T>> orNothing(Uni<List<T>> asked) {
        return asked.onFailure().recoverWithItem(failure -> {
            LOG.warnf("A shift is shown without something: %s", failure);
            return List.of();
        });
    }

    /** Newest first. */
    private static List<HistoryLine> lines(List<HistoryEntry> history, Shift shift, Names names, Viewer viewer) {
        var lines = new ArrayList<HistoryLine>();
        history.forEach(entry -> lines.add(HistoryLine.of(entry, ZoneId.of(shift.zone()), names, viewer)));
        Collections.reverse(lines);
        return lines;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
