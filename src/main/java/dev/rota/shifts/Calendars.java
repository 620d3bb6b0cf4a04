package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Digest;
import dev.rota.shared.Entities;
import dev.rota.shared.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The calendars in the database. Every method needs an open session. */
@ApplicationScoped
class Calendars implements Entities<Calendar> {

    private static final UUID FIRST = new UUID(0, 0);

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no calendar with this id.");
    }

    /** @throws ProblemException 404, the same one whether there never was such a token or it is revoked */
    Uni<Calendar> byToken(String token) {
        return find("tokenDigest = ?1 and revokedAt is null", Digest.sha256(token))
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("There is no feed with this token, or it was revoked."));
    }

    /** By id and so, give or take a moment, by age; {@code limit} at the most. */
    Uni<List<Calendar>> search(UUID user, Cursor after, int limit) {
        var query = new StringBuilder("from Calendar c where c.id > :after");
        var values = new HashMap<String, Object>(Map.of("after", after == null ? FIRST : after.id()));
        if (user != null) {
            query.append(" and c.person = :user");
            values.put("user", user);
        }
        return find(query + " order by c.id", values).page(0, limit).list();
    }

    /** What a person's calendar shows of a window, by start, {@code limit} at the most. */
    Uni<List<CalendarEvent>> events(UUID person, Window window, int limit) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from CalendarEvent e where e.person = :person and e.startsAt > :earliest"
                                        + " and e.startsAt < :to and e.endsAt > :from order by e.startsAt, e.id",
                                CalendarEvent.class)
                        .setParameter("person", person)
                        .setParameter("earliest", window.from().minus(Shift.LONGEST))
                        .setParameter("from", window.from())
                        .setParameter("to", window.to())
                        .setMaxResults(limit)
                        .getResultList());
    }
}
