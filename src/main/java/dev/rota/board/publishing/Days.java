package dev.rota.board.publishing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.page.Typed;
import dev.rota.board.page.Viewer;
import dev.rota.shared.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days that something is about, by the clock of whoever looks, and at which place and for which role.
 *
 * @param last the last of them
 * @param place empty for all, as role is
 */
public record Days(LocalDate first, LocalDate last, String place, String role, ZoneId zone) {

    /** The most that shifts gives at once. */
    static final int MOST = 91;

    /** @param last the week of the first day, if absent */
    static Days of(String first, String last, String place, String role, Viewer viewer) {
        var zone = viewer.clock();
        boolean isGiven = first != null && !first.isBlank();
        var from = isGiven
                ? Typed.date("from", first)
                : LocalDate.now(zone).with(viewer.week().dayOfWeek(), 1);
        var to = last == null || last.isBlank() ? from.plusDays(6) : Typed.date("to", last);
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST))) {
            throw ProblemException.badField("to", "must be at most 91 days after from");
        }
        return new Days(from, to, place == null ? "" : place, role == null ? "" : role, zone);
    }

    Instant from() {
        return first.atStartOfDay(zone).toInstant();
    }

    Instant to() {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** As the API takes it. */
    ObjectNode selection(boolean dryRun) {
        var selection = JsonNodeFactory.instance.objectNode();
        selection.put("from", from().toString());
        selection.put("to", to().toString());
        if (!place.isEmpty()) {
            selection.put("location", place);
        }
        if (!role.isEmpty()) {
            selection.put("role", role);
        }
        return selection.put("dryRun", dryRun);
    }
}
