package dev.rota.shifts.planning;

import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.roster.ShiftFilter;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
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

    /** @param cancelled whether to include cancelled shifts if no status is asked for */
    Uni<RestResponse<Page<ShiftResponse>>> page(
            Window window, ShiftFilter filter, boolean cancelled, PageParameters page, UriInfo uri) {
        var after = page.after();
        return database.read(shifts.search(window, filter, cancelled, after, page.rows()))
                .map(rows -> page.page(rows, ShiftResponse.visible(), ShiftRepository::cursor)
                        .response(uri));
    }
}
