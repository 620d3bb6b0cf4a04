package dev.rota.shifts.calendars;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Digest;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The calendars in the database. Every method needs an open session. */
@ApplicationScoped
class CalendarRepository implements Repository<Calendar> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no calendar with this id.");
    }

    /** The 404 for a token, the same whatever is the reason. */
    static ProblemException noFeed() {
        return ProblemException.notFound(
                "There is no feed with this token, it was revoked, or its person is not active.");
    }

    /** @throws ProblemException 404, the same for an unknown and for a revoked token */
    Uni<Calendar> byToken(String token) {
        return find("tokenDigest = ?1 and revokedAt is null", Digest.sha256(token))
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(CalendarRepository::noFeed);
    }

    /** By id, which is time-ordered; at most {@code limit}. */
    Uni<List<Calendar>> search(UUID user, Cursor after, int limit) {
        var query = new ListQuery<>(Calendar.class)
                .where("e.person = :user", "user", user)
                .orderById(after);
        return getSession().chain(session -> query.list(session, limit));
    }

    /** The events of a person's calendar in a window, by start, at most {@code limit}. */
    Uni<List<CalendarEvent>> events(UUID person, Window window, int limit) {
        var query = window.overlapping(CalendarEvent.class, ShiftEdition.LONGEST_ELAPSED)
                .where("e.person = :person", "person", person)
                .orderByInstant("startsAt");
        return getSession().chain(session -> query.list(session, limit));
    }
}
