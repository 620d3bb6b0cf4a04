package dev.rota.shared.wire;

import dev.rota.shared.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;

/** ETags and their preconditions, RFC 9110: a resource's version is its entity tag. */
public final class ETags {

    private ETags() {}

    /**
     * The precondition of a write.
     *
     * @param ifMatch the header as it was sent: {@code *} or a list of entity tags
     * @throws ProblemException 428 where it is missing, 412 where the stored version is not among them
     */
    public static void check(String ifMatch, int version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.preconditionRequired();
        }
        // The strong comparison: W/"1" never matches. Our tags hold no comma, so that a split is exact.
        if (!ifMatch.strip().equals("*")
                && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(quoted(version)::equals)) {
            throw ProblemException.stale();
        }
    }

    /** An answer that shows one resource and its version; 304 where the client has it already. */
    public static <T> RestResponse<T> response(T body, int version, String ifNoneMatch) {
        return response(body, Integer.toString(version), ifNoneMatch);
    }

    /**
     * The same for what is made of many resources and has no version of its own.
     *
     * @param version letters and digits that are others as soon as the body is another
     */
    public static <T> RestResponse<T> response(T body, String version, String ifNoneMatch) {
        var tag = new EntityTag(version);
        boolean known = ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(t -> t.strip().replaceFirst("^W/", ""))
                        .anyMatch(t -> t.equals("*") || t.equals('"' + version + '"'));
        return known
                ? RestResponse.ResponseBuilder.<T>create(Response.Status.NOT_MODIFIED)
                        .tag(tag)
                        .build()
                : RestResponse.ResponseBuilder.ok(body).tag(tag).build();
    }

    /** An answer to a write that shows the resource's new version. */
    public static <T> RestResponse<T> response(T body, int version) {
        return response(body, version, null);
    }

    /** 201 with the new resource, its address and its version. */
    public static <T> RestResponse<T> created(T body, String path, int version) {
        return RestResponse.ResponseBuilder.<T>create(Response.Status.CREATED)
                .entity(body)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.ETAG, quoted(version))
                .build();
    }

    private static String quoted(int version) {
        return "\"" + version + "\"";
    }
}
