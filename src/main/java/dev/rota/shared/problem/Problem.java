package dev.rota.shared.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of every 4xx and 5xx response: problem details, RFC 9457.
 *
 * @param type a URI; {@code about:blank} if the status says it all
 * @param errors the invalid fields or parameters, if any
 * @param more extension members, such as the shift that clashes
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "Problem details, RFC 9457")
public record Problem(
        @Schema(examples = "urn:rota:double-booking", required = true)
        String type,

        @Schema(examples = "Conflict", required = true) String title,
        @Schema(examples = "409", required = true) int status,

        @Schema(examples = "The person is already booked at that time.", required = true)
        String detail,

        List<FieldError> errors,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

    public static final String MEDIA_TYPE = "application/problem+json";

    @Schema(name = "FieldError")
    public record FieldError(
            @Schema(examples = "email", required = true) String field,

            @Schema(examples = "must be an e-mail address", required = true)
            String message) {}
}
