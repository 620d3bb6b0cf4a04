package dev.rota.board.roster;

import dev.rota.board.page.Board;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Viewer;
import dev.rota.shared.problem.ProblemException;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** The table of a day, a week or a month. */
@Path("/{span: day|week|month}")
@Tenant(Board.TENANT)
@Authenticated
@Produces(MediaType.TEXT_HTML)
class RosterResource {

    private final Pages pages;
    private final RosterReader reader;

    RosterResource(Pages pages, RosterReader reader) {
        this.pages = pages;
        this.reader = reader;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Table(Frame frame, Grid grid) implements TemplateInstance {}

    @GET
    public Uni<TemplateInstance> show(
            @PathParam("span") String span,
            @QueryParam("at") String at,
            @QueryParam("place") String place,
            @QueryParam("role") String role) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        var today = LocalDate.now(zone(viewer));
        var period = Period.of(
                Period.Span.valueOf(span.toUpperCase(Locale.ROOT)),
                at == null || at.isEmpty() ? today : date(at),
                viewer.week());
        return reader.read(period, viewer)
                .map(roster -> new Table(frame, Grid.of(roster, period, Filter.of(place, role), viewer, today)))
                .map(table -> table.setLocale(viewer.locale()));
    }

    private static ZoneId zone(Viewer viewer) {
        return viewer.zone() == null ? ZoneOffset.UTC : viewer.zone();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.badField("at", "must be a date, such as 2026-11-23");
        }
    }
}
