package dev.rota.shared.wire;

import dev.rota.shared.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** ETags and preconditions, RFC 9110: a resource's version is its ETag (optimistic locking). */
public final class ETags {

    private ETags() {}

    /**
     * Checks the precondition of a write.
     *
     * @param ifMatch the header as sent: {@code *} or a list of ETags
     * @throws ProblemException 428 if it is missing, 412 if the current version is not among them
     */
    public static void check(String ifMatch, int version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.preconditionRequired();
        }
        // Strong comparison: W/"1" never matches. Our ETags contain no comma, so splitting is exact.
        if (!ifMatch.strip().equals("*")
                && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(quoted(version)::equals)) {
            throw ProblemException.stale();
        }
    }

    /** The response to a GET, with its ETag; 304 if the client has that version already. */
    public static <T> RestResponse<T> response(T body, int version, String ifNoneMatch) {
        return response(body, Integer.toString(version), ifNoneMatch);
    }

    /**
     * The same for a representation of many resources.
     *
     * @param version letters and digits that change with the body
     */
    public static <T> RestResponse<T> response(T body, String version, String ifNoneMatch) {
        return response(() -> RestResponse.ok(body), version, ifNoneMatch);
    }

    /** The same for a response that is made only if the client does not have it already. */
    public static <T> RestResponse<T> response(Supplier<RestResponse<T>> response, String version, String ifNoneMatch) {
        var tag = new EntityTag(version);
        boolean known = ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(t -> t.strip().replaceFirst("^W/", ""))
                        .anyMatch(t -> t.equals("*") || t.equals('"' + version + '"'));
        var answer = known ? RestResponse.<T>notModified() : response.get();
        answer.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        return answer;
    }

    /** The response to a write, with the new ETag. */
    public static <T> RestResponse<T> response(T body, int version) {
        return response(body, version, null);
    }

    /** 201 with Location and ETag. */
    public static <T> RestResponse<T> created(T body, String path, int version) {
        return RestResponse.ResponseBuilder.<T>create(Response.Status.CREATED)
                .entity(body)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.ETAG, quoted(version))
                .build();
    }

    /** As headers have it. */
    public static String quoted(int version) {
        return "\"" + version + "\"";
    }
}
