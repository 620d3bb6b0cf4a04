package dev.rota.board.roster;

import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.session.Board;
import dev.rota.shared.wire.Digest;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
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
    record Table(Frame frame, Grid grid, String etag, Said said) implements TemplateInstance {}

    private static Grid.Words words(Frame frame) {
        var messages = frame.messages();
        return new Grid.Words(messages.open_shifts(), messages.unknown_person());
    }

    @GET
    public Uni<Response> show(
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @PathParam("span") String span,
            @QueryParam("at") String at,
            @QueryParam("place") String place,
            @QueryParam("role") String role,
            @BeanParam Said.Parameters said) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        var today = LocalDate.now(viewer.clock());
        var period = Period.of(
                Period.Span.valueOf(span.toUpperCase(Locale.ROOT)),
                at == null || at.isEmpty() ? today : Typed.date("at", at),
                viewer.week());
        var filter = Filter.of(place, role);
        return reader.read(period, filter, viewer).chain(roster -> {
            String etag = Digest.sha256(
                    frame.viewer() + frame.assets().at("board.js") + today + period + filter + roster.version());
            // To make the page is most of the work, so it is not made for who has it.
            return etag.equals(known)
                    ? Uni.createFrom().item(Response.notModified(etag).build())
                    : Pages.page(
                            frame,
                            200,
                            new Table(
                                    frame,
                                    Grid.of(roster, period, filter, frame, words(frame), today),
                                    etag,
                                    said.read()));
        });
    }
}
