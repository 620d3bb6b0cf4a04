package dev.rota.board.page;

import dev.rota.board.api.Person;
import dev.rota.board.session.SignedIn;
import dev.rota.shared.identity.Caller;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the frame of every page needs, of the current request. */
@ApplicationScoped
public class Pages {

    /** The languages that there are. Without a region, Java takes weeks to begin on Sundays. */
    private static final Map<String, Locale> REGIONS = Map.of("en", Locale.UK, "de", Locale.GERMANY);

    /** Bytes, as many as others use. */
    private static final int MOST_PADDING = 100;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityIdentity identity;
    private final SignedIn people;
    private final Assets assets;
    private final CurrentVertxRequest request;

    Pages(SecurityIdentity identity, SignedIn people, Assets assets, CurrentVertxRequest request) {
        this.identity = identity;
        this.people = people;
        this.assets = assets;
        this.request = request;
    }

    /** Of somebody who has signed in. */
    public Frame frame() {
        return new Frame(viewer(), assets, request().path(), true);
    }

    /**
     * Of anybody, also where nobody has signed in.
     *
     * @param hasForms not where a request is refused before there is a token against forgery
     */
    Frame ofAnybody(boolean hasForms) {
        var viewer = Caller.current().isPresent() ? viewer() : new Viewer(null, null, Set.of(), null, locale());
        return new Frame(viewer, assets, request().path(), hasForms);
    }

    /**
     * The answer to a form that was done: leads on to a page, which replaces the content of the one that is there where
     * htmx has sent the form. A table stays the one that was looked at: of a day or a month, and filtered.
     */
    public Response done(String path) {
        boolean isScript = request().headers().contains("HX-Request");
        String from = request().getHeader(isScript ? "HX-Current-URL" : HttpHeaders.REFERER.toString());
        String there = Way.back(path, from);
        return isScript
                ? Response.noContent()
                        .header(
                                "HX-Location",
                                new JsonObject()
                                        .put("path", there)
                                        .put("target", "#content")
                                        .put("select", "#content")
                                        .put("swap", "outerHTML")
                                        .encode())
                        .build()
                : Response.seeOther(URI.create(there)).build();
    }

    /** An answer with a page. */
    public static Uni<Response> page(Frame frame, int status, TemplateInstance page) {
        return page.setLocale(frame.viewer().locale())
                .createUni()
                .map(text -> Response.status(status)
                        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .entity(text + padding())
                        .build());
    }

    /**
     * A comment of any length. Pages are compressed, and hold a secret, the token against forgery, besides what an address
     * says: without it, whoever sees the lengths of many answers could guess the one by the other (BREACH).
     */
    private static String padding() {
        byte[] bytes = new byte[RANDOM.nextInt(MOST_PADDING)];
        RANDOM.nextBytes(bytes);
        return "<!--" + Base64.getEncoder().encodeToString(bytes) + "-->";
    }

    public Viewer viewer() {
        var caller = Caller.required();
        var person = people.person(caller.person());
        return new Viewer(
                caller.person(),
                person.map(Person::name).orElseGet(this::name),
                caller.roles(),
                person.map(Person::zone).map(ZoneId::of).orElse(null),
                locale());
    }

    /** As the provider has it. */
    private String name() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token.<String>claim("name").orElse(token.getName());
        }
        return "";
    }

    /** The first language of the browser that there is, with its region; otherwise English. */
    private Locale locale() {
        return locale(request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** @param accepted the header {@code Accept-Language}; {@code null} for none */
    static Locale locale(String accepted) {
        try {
            return Locale.LanguageRange.parse(accepted == null ? "" : accepted).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> REGIONS.containsKey(locale.getLanguage()))
                    .findFirst()
                    .map(locale -> locale.getCountry().isEmpty() ? REGIONS.get(locale.getLanguage()) : locale)
                    .orElse(Locale.UK);
        } catch (IllegalArgumentException e) {
            return Locale.UK;
        }
    }

    private HttpServerRequest request() {
        return request.getCurrent().request();
    }
}
