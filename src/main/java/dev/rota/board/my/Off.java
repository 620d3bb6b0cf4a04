package dev.rota.board.my;

import dev.rota.board.api.Absence;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Viewer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * Time off, by the viewer's own clock.
 *
 * @param message the name of the one that says its status
 * @param isOpen whether it can be withdrawn
 */
public record Off(Absence absence, String start, String end, String message, boolean isOpen) {

    private static final Set<String> KNOWN = Set.of("REQUESTED", "APPROVED", "DECLINED", "WITHDRAWN");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    static Off of(Absence absence, Frame frame) {
        return new Off(
                absence,
                text(absence.start(), frame),
                text(absence.end(), frame),
                "status_" + (KNOWN.contains(absence.status()) ? absence.status() : "other"),
                absence.isRequested() || absence.isApproved());
    }

    static ZoneId zone(Viewer viewer) {
        return viewer.zone() == null ? ZoneOffset.UTC : viewer.zone();
    }

    private static String text(Instant instant, Frame frame) {
        var time = instant.atZone(zone(frame.viewer()));
        var day = time.toLocalDate();
        return frame.weekday(day) + " " + frame.day(day) + " " + day.getYear() + ", " + TIME.format(time);
    }
}
