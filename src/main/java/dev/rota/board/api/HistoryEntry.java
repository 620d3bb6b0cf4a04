package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A change of one shift.
 *
 * @param version of the shift after it
 * @param kind {@code CREATED}, {@code UPDATED}, {@code PUBLISHED} or {@code CANCELLED}
 * @param actor the id of a person or the name of a program; {@code null} if unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryEntry(int version, String kind, Instant at, String actor, List<Field> fields) {

    /** What became of one field; both values are as the shift itself has them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Field(String field, JsonNode before, JsonNode after) {}
}
