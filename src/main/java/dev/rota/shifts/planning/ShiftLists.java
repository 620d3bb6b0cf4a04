package dev.rota.shifts.planning;

import dev.rota.shared.wire.Digest;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftFilter;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Pages of shifts by start, for all lists with the same filters. */
@Singleton
class ShiftLists {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;

    ShiftLists(ShiftsDatabase database, ShiftRepository shifts) {
        this.database = database;
        this.shifts = shifts;
    }

    /**
     * @param cancelled whether to include cancelled shifts if no status is asked for
     * @param ifNoneMatch the page that the client has, 304 if it is still the same; {@code null} for none
     */
    Uni<RestResponse<Page<ShiftResponse>>> page(
            Window window,
            ShiftFilter filter,
            boolean cancelled,
            PageParameters page,
            String ifNoneMatch,
            UriInfo uri) {
        var after = page.after();
        return database.read(shifts.search(window, filter, cancelled, after, page.rows()))
                .map(rows -> ETags.response(
                        () -> page.page(rows, ShiftResponse.visible(), ShiftRepository::cursor)
                                .response(uri),
                        version(filter.edition(), rows),
                        ifNoneMatch));
    }

    /** Of a page: another one if it has other shifts, or another version of one, or if its reader sees more of them. */
    private static String version(Edition edition, List<? extends ShiftEdition> rows) {
        var versions = new StringBuilder().append(edition).append(Edition.isPlanVisible());
        rows.forEach(shift -> versions.append(' ').append(shift.id).append(' ').append(shift.version));
        return Digest.sha256(versions.toString());
    }
}
