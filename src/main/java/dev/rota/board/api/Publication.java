package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/**
 * What is published, or would be.
 *
 * @param published cancelled shifts too
 * @param conflicts what stays unpublished, because somebody would be booked twice
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Publication(List<Shift> published, List<Blocked> conflicts) {

    /** @param clash the published shift in the way */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Blocked(UUID shift, Conflict.Span clash) {}
}
