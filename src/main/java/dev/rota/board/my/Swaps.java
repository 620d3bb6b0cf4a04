package dev.rota.board.my;

import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.Chip;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.RosterReader.Swapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A worker's swaps, and the shifts of which they can offer more.
 *
 * @param incoming those that others offer
 * @param mine shifts to give
 * @param others shifts to take
 */
public record Swaps(List<Entry> incoming, List<Entry> outgoing, List<Choice> mine, List<Choice> others) {

    private static final Set<String> KNOWN =
            Set.of("OFFERED", "ACCEPTED", "APPROVED", "DECLINED", "WITHDRAWN", "EXPIRED");

    /**
     * A swap.
     *
     * @param other name of the other one; {@code null} if unknown
     * @param given the shift that this worker would give; {@code null} where it is not there any more, as taken may be
     */
    public record Entry(Swap swap, String other, Chip given, Chip taken) {

        public String message() {
            return "status_" + (KNOWN.contains(swap.status()) ? swap.status() : "other");
        }
    }

    /** @param name of whoever has it; {@code null} if unknown */
    public record Choice(Chip chip, String name) {}

    /**
     * @param mine the worker's next shifts
     * @param all everybody's next shifts
     */
    static Swaps of(Swapped offered, List<Shift> mine, List<Shift> all, Names names, Viewer viewer) {
        var swaps = offered.swaps();
        var chips = Chip.byShift(offered.shifts(), viewer);
        return new Swaps(
                entries(swaps, swap -> viewer.is(swap.wantedFrom()), swap -> entry(swap, false, names, chips)),
                entries(swaps, swap -> viewer.is(swap.offeredBy()), swap -> entry(swap, true, names, chips)),
                choices(mine, shift -> true, names, viewer),
                choices(all, shift -> !viewer.is(shift.assignee()), names, viewer));
    }

    /** Whose names are shown. */
    static List<UUID> people(Swapped offered, List<Shift> all) {
        return Stream.concat(Swap.people(offered.swaps()).stream(), all.stream().map(Shift::assignee))
                .toList();
    }

    public boolean canOffer() {
        return !mine.isEmpty() && !others.isEmpty();
    }

    private static List<Entry> entries(List<Swap> swaps, Predicate<Swap> which, Function<Swap, Entry> entry) {
        return swaps.stream().filter(which).map(entry).toList();
    }

    private static Entry entry(Swap swap, boolean isOwn, Names names, Map<UUID, Chip> chips) {
        var offered = chips.get(swap.offered());
        var wanted = chips.get(swap.wanted());
        return isOwn
                ? new Entry(swap, names.of(swap.wantedFrom()), offered, wanted)
                : new Entry(swap, names.of(swap.offeredBy()), wanted, offered);
    }

    private static List<Choice> choices(List<Shift> shifts, Predicate<Shift> which, Names names, Viewer viewer) {
        return shifts.stream()
                .filter(shift -> !shift.isOpen() && !shift.isCancelled())
                .filter(shift -> shift.start().isAfter(Instant.now()))
                .filter(which)
                .map(shift -> new Choice(Chip.of(shift, viewer), names.of(shift.assignee())))
                .toList();
    }
}
