package dev.rota.board.people;

import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Person;
import dev.rota.board.api.UsersApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.reason.Reason;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Everybody, and somebody new. */
@Path("/people")
@Tenant(Board.TENANT)
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.TEXT_HTML)
class PeopleResource {

    private static final int AT_ONCE = 50;

    private final Pages pages;
    private final UsersApi users;

    PeopleResource(Pages pages, @RestClient UsersApi users) {
        this.pages = pages;
        this.users = users;
    }

    /** What people are looked for by; what is empty or {@code null} is any. */
    record Filter(
            @QueryParam("prefix") String prefix,
            @QueryParam("role") String role,
            @QueryParam("status") String status) {

        /** The address of the page from a cursor; {@code null} for none. */
        String next(String cursor) {
            return cursor == null
                    ? null
                    : UriBuilder.fromPath("/people")
                            .queryParam("prefix", "{prefix}")
                            .queryParam("role", "{role}")
                            .queryParam("status", "{status}")
                            .queryParam("cursor", "{cursor}")
                            .build(text(prefix), text(role), text(status), cursor)
                            .toString();
        }

        private static String text(String value) {
            return value == null ? "" : value;
        }
    }

    /** @param next address of the next page; {@code null} after the last one */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record People(Frame frame, List<Person> people, Filter filter, String next, Reason reason)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record NewPerson(Frame frame, Fields fields, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> list(@BeanParam Filter filter, @QueryParam("cursor") String cursor) {
        var frame = pages.frame();
        return ApiProblem.orRefused(
                users.find(
                                Typed.orNull(filter.prefix),
                                Typed.orNull(filter.status),
                                Typed.stripped(filter.role),
                                AT_ONCE,
                                Typed.orNull(cursor))
                        .chain(listed -> Pages.page(
                                frame,
                                200,
                                new People(frame, listed.items(), filter, filter.next(listed.next()), null))),
                refusal -> Pages.page(
                        frame, refusal.status(), new People(frame, List.of(), filter, null, Reason.of(refusal))));
    }

    @GET
    @Path("new")
    public Uni<Response> add() {
        var frame = pages.frame();
        return Pages.page(frame, 200, new NewPerson(frame, Fields.NOTHING, null));
    }

    @POST
    public Uni<Response> create(@BeanParam Fields fields) {
        var frame = pages.frame();
        return ApiProblem.orRefused(
                users.create(fields.json()).map(person -> pages.done("/people/" + person.id())),
                refusal -> Pages.page(frame, refusal.status(), new NewPerson(frame, fields, Reason.of(refusal))));
    }
}
