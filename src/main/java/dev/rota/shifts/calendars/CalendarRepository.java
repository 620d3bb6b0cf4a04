package dev.rota.shifts.calendars;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Digest;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The calendars in the database. */
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

    @Override
    public Mapping<Calendar> mapping() {
        return Calendar.MAPPING;
    }

    /** None also for a token that was revoked. */
    ListQuery<Calendar> byToken(String token) {
        return new ListQuery<>(Calendar.MAPPING)
                .where("e.token_digest = :digest", "digest", Digest.sha256(token))
                .where("e.revoked_at IS NULL");
    }

    /** By id, which is time-ordered; at most {@code limit}. */
    ListQuery<Calendar> search(UUID user, Cursor after, int limit) {
        return new ListQuery<>(Calendar.MAPPING)
                .where("e.person_id = :user", "user", user)
                .orderById(after)
                .limit(limit);
    }

    /** The events of a person's calendar in a window, by start, at most {@code limit}. */
    ListQuery<CalendarEvent> events(UUID person, Window window, int limit) {
        return window.overlapping(CalendarEvent.MAPPING, ShiftEdition.LONGEST_ELAPSED)
                .where("e.person_id = :person", "person", person)
                .orderByInstant("starts_at")
                .limit(limit);
    }
}
