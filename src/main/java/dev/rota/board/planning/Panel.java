package dev.rota.board.planning;

import dev.rota.board.api.Conflict;
import dev.rota.board.api.Shift;
import dev.rota.board.roster.Hours;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.When;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * A shift beside the table, or on a page of its own.
 *
 * @param shift {@code null} for one that is to be planned
 * @param warnings conflicts of the shift
 * @param form {@code null} where it is only read
 * @param choices {@code null} where it is only read
 * @param history newest first; none for whoever only reads
 */
public record Panel(
        LocalDate day,
        Shift shift,
        When when,
        Names names,
        List<Conflict> warnings,
        ShiftForm form,
        Choices choices,
        List<HistoryLine> history,
        Trouble trouble) {

    public boolean isNew() {
        return shift == null;
    }

    /** Whose shift it is; {@code null} for an open one, and for somebody who is not known. */
    public String who() {
        return names.of(shift.assignee());
    }

    public String hours(Duration duration) {
        return Hours.text(duration);
    }

    /** The name of its message. */
    public String status() {
        return HistoryLine.Line.status(shift.status());
    }
}
