package dev.rota.shared.http;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives every address one spelling, before anything looks at it. Whoever guards an address, a proxy or a policy, may read
 * {@code /v1/shifts;x}, {@code /v1/%73hifts} or {@code /v1//shifts} in another way than the router, which takes all of
 * them for {@code /v1/shifts}. No address of Rota needs any of that, so it is refused and not normalised.
 */
@ApplicationScoped
class PlainPaths {

    /** What RFC 3986 lets stand in a segment as it is, without the semicolon, which begins matrix parameters. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]+");

    void register(@Observes Filters filters) {
        filters.register(PlainPaths::check, FilterOrder.PATHS);
    }

    private static void check(RoutingContext context) {
        // As it was sent; the router has a normalised one besides.
        fault(context.request().path())
                .ifPresentOrElse(
                        fault ->
                                context.fail(400, ProblemException.badRequest("The path must not have " + fault + ".")),
                        context::next);
    }

    /** What is wrong with a path that begins with a slash, as all do that get here. */
    static Optional<String> fault(String path) {
        if (path.equals("/")) {
            return Optional.empty();
        }
        if (path.contains("%")) {
            return Optional.of("anything percent-encoded");
        }
        // The page of Swagger UI, whose links are relative.
        boolean isFolder = path.startsWith("/q/") && path.endsWith("/");
        for (String segment :
                path.substring(1, path.length() - (isFolder ? 1 : 0)).split("/", -1)) {
            if (segment.isEmpty()) {
                return Optional.of("a slash after a slash or at its end");
            }
            if (segment.equals(".") || segment.equals("..")) {
                return Optional.of("dot segments");
            }
            if (segment.contains(";")) {
                return Optional.of("parameters; they begin with a semicolon");
            }
            if (!SEGMENT.matcher(segment).matches()) {
                return Optional.of("characters that RFC 3986 has no place for in a path");
            }
        }
        return Optional.empty();
    }
}
