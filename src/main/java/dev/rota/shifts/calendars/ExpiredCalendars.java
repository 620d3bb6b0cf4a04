package dev.rota.shifts.calendars;

import dev.rota.shared.database.Expired;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What no calendar shows any more. */
class ExpiredCalendars {

    /** As long as somebody may want to see what became of one. */
    private static final String REVOKED = "revoked_at < now() - interval '90 days'";

    /** A day more than a feed shows, because programs have clocks of their own. */
    private static final String OVER =
            "ends_at < now() - interval '%d days'".formatted(CalendarEvent.BACK.toDays() + 1);

    @Produces
    @Singleton
    static Expired formerAssignments(@ReactiveDataSource("shifts") Pool pool) {
        return new Expired(pool, "former_assignment", OVER);
    }

    @Produces
    @Singleton
    static Expired revokedCalendars(@ReactiveDataSource("shifts") Pool pool) {
        return new Expired(pool, "calendar", REVOKED);
    }
}
