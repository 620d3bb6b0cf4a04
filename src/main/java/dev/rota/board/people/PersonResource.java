package dev.rota.board.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Person;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.UsersApi;
import dev.rota.board.api.UsersApi.Identity;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.reason.Reason;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** One person. */
@Path("/people/{id: [0-9a-f-]{36}}")
@Tenant(Board.TENANT)
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.TEXT_HTML)
class PersonResource {

    /** More than there are providers. */
    private static final int IDENTITIES = 100;

    private final Pages pages;
    private final UsersApi users;
    private final RequestsApi shifts;

    PersonResource(Pages pages, @RestClient UsersApi users, @RestClient RequestsApi shifts) {
        this.pages = pages;
        this.users = users;
        this.shifts = shifts;
    }

    /**
     * @param fields as they are typed
     * @param identity that is typed
     */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record PersonPage(
            Frame frame, Person person, List<Identity> identities, Fields fields, Identity identity, Reason reason)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ErasePerson(Frame frame, Person person, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show(@PathParam("id") UUID id) {
        return show(id, null, null, null);
    }

    @POST
    public Uni<Response> change(@PathParam("id") UUID id, @BeanParam Fields fields) {
        return done(id, users.change(id, fields.version(), fields.json()), fields, null);
    }

    @POST
    @Path("{decision: deactivate|reactivate}")
    public Uni<Response> decide(@PathParam("id") UUID id, @PathParam("decision") String decision) {
        return done(id, users.decide(id, decision), null, null);
    }

    @POST
    @Path("identities")
    public Uni<Response> link(
            @PathParam("id") UUID id, @FormParam("issuer") String issuer, @FormParam("subject") String subject) {
        var fields = JsonNodeFactory.instance.objectNode().put("issuer", issuer).put("subject", subject);
        return done(id, users.link(id, fields), null, new Identity(null, issuer, subject));
    }

    @POST
    @Path("identities/{identity}/unlink")
    public Uni<Response> unlink(@PathParam("id") UUID id, @PathParam("identity") UUID identity) {
        return done(id, users.unlink(id, identity), null, null);
    }

    @GET
    @Path("erase")
    public Uni<Response> mayErase(@PathParam("id") UUID id) {
        return erasing(id, null);
    }

    @POST
    @Path("erase")
    public Uni<Response> erase(@PathParam("id") UUID id) {
        return ApiProblem.orRefused(
                shifts.erase(id).map(erased -> pages.done("/people")), refusal -> erasing(id, refusal));
    }

    private Uni<Response> erasing(UUID id, ApiProblem refusal) {
        var frame = pages.frame();
        return users.get(id)
                .chain(person -> Pages.page(
                        frame,
                        refusal == null ? 200 : refusal.status(),
                        new ErasePerson(frame, person, refusal == null ? null : Reason.of(refusal))));
    }

    private Uni<Response> done(UUID id, Uni<?> change, Fields fields, Identity identity) {
        return ApiProblem.orRefused(
                change.map(changed -> pages.done("/people/" + id)), refusal -> show(id, fields, identity, refusal));
    }

    private Uni<Response> show(UUID id, Fields fields, Identity identity, ApiProblem refusal) {
        var frame = pages.frame();
        return Uni.combine()
                .all()
                .unis(users.get(id), users.identities(id, IDENTITIES))
                .with((person, identities) -> new PersonPage(
                        frame,
                        person,
                        identities.items(),
                        fields == null ? Fields.of(person) : fields,
                        identity == null ? new Identity(null, "", "") : identity,
                        refusal == null ? null : Reason.of(refusal)))
                .chain(page -> Pages.page(frame, refusal == null ? 200 : refusal.status(), page));
    }
}
