package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** That users or shifts refuse a request, and why (RFC 9457). */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final transient JsonNode body;

    ApiProblem(int status, JsonNode body) {
        super(status + " " + body.path("type").asText() + ": "
                + body.path("detail").asText());
        this.status = status;
        this.body = body;
    }

    /**
     * What is wrong with one field.
     *
     * @param field {@code null} for the whole request
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Fault(String field, String message) {}

    /**
     * The answer, or what is made of a refusal: something about which whoever asked can do something, unlike where a service
     * is away.
     */
    public static <T> Uni<T> orRefused(Uni<T> answer, Function<ApiProblem, Uni<T>> refused) {
        return answer.onFailure(failure -> failure instanceof ApiProblem problem && problem.status < 500)
                .recoverWithUni(refusal -> refused.apply((ApiProblem) refusal));
    }

    /** Whether a service does not answer, or is asked for too much; and not, that it refuses whoever looks. */
    public static boolean isAway(Throwable failure) {
        return !(failure instanceof ApiProblem problem) || problem.status >= 500 || problem.status == 422;
    }

    public int status() {
        return status;
    }

    /** Such as {@code double-booking}; empty where the status says everything. */
    public String name() {
        return name(body.path("type").asText());
    }

    /** Of a problem's type. */
    public static String name(String type) {
        return type.startsWith("urn:rota:") ? type.substring("urn:rota:".length()) : "";
    }

    /** One sentence, in English. */
    public String detail() {
        return body.path("detail").asText();
    }

    public List<Fault> faults() {
        return JSON.convertValue(
                body.path("errors").isArray() ? body.path("errors") : JSON.createArrayNode(),
                JSON.getTypeFactory().constructCollectionType(List.class, Fault.class));
    }

    /** A member besides those of every problem, such as {@code clash}; missing where there is none. */
    public JsonNode member(String name) {
        return body.path(name);
    }

    /** Makes problems of refusals. */
    static final class Mapper implements ResponseExceptionMapper<ApiProblem> {

        @Override
        public ApiProblem toThrowable(Response response) {
            return new ApiProblem(response.getStatus(), read(response));
        }

        @Override
        public boolean handles(int status, MultivaluedMap<String, Object> headers) {
            return status >= 400;
        }

        private static JsonNode read(Response response) {
            try (InputStream body = response.readEntity(InputStream.class)) {
                var read = body == null ? null : JSON.readTree(body);
                return read == null ? JSON.createObjectNode() : read;
            } catch (IOException | RuntimeException e) {
                return JSON.createObjectNode();
            }
        }
    }
}
