package dev.rota.board.my;

import dev.rota.board.api.Absence;
import dev.rota.board.page.Frame;
import java.util.Set;

/**
 * Time off, by the viewer's own clock.
 *
 * @param message the name of the one that says its status
 * @param isOpen whether it can be withdrawn
 */
public record Off(Absence absence, String start, String end, String message, boolean isOpen) {

    private static final Set<String> KNOWN = Set.of("REQUESTED", "APPROVED", "DECLINED", "WITHDRAWN");

    static Off of(Absence absence, Frame frame) {
        return new Off(
                absence,
                frame.moment(absence.start()),
                frame.moment(absence.end()),
                "status_" + (KNOWN.contains(absence.status()) ? absence.status() : "other"),
                absence.isRequested() || absence.isApproved());
    }
}
