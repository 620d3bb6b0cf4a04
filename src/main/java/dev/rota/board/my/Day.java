package dev.rota.board.my;

import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.Chip;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shifts that begin on one day.
 *
 * @param date of the place's own calendar
 */
public record Day(LocalDate date, List<Chip> chips) {

    static List<Day> of(List<Shift> shifts, Viewer viewer) {
        return shifts.stream()
                .filter(shift -> !shift.isCancelled())
                .map(shift -> Chip.of(shift, viewer))
                .collect(Collectors.groupingBy(Chip::day, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }
}
