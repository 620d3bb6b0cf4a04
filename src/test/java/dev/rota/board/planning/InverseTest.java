package dev.rota.board.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.board.api.ShiftsApi.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InverseTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HistoryEntry CREATED = entry(
            0,
            "CREATED",
            "assignee",
            null,
            "\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00\"",
            "start",
            null,
            "\"2026-03-27T07:00:00Z\"",
            "end",
            null,
            "\"2026-03-27T15:00:00Z\"",
            "zone",
            null,
            "\"Europe/Berlin\"",
            "location",
            null,
            "\"Harbour café\"",
            "overrideReason",
            null,
            "\"Agreed.\"",
            "status",
            null,
            "\"DRAFT\"");

    /** @param fields names, values before and values after, as JSON */
    private static HistoryEntry entry(int version, String kind, String... fields) {
        var changes = new ArrayList<HistoryEntry.Field>();
        try {
            for (int i = 0; i < fields.length; i += 3) {
                changes.add(new HistoryEntry.Field(
                        fields[i],
                        JSON.readTree(fields[i + 1] == null ? "null" : fields[i + 1]),
                        JSON.readTree(fields[i + 2])));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        return new HistoryEntry(version, kind, Instant.EPOCH, "staff", changes);
    }

    private static String change(HistoryEntry last) {
        var inverse = Inverse.of(List.of(CREATED, last));
        assertEquals(Inverse.Kind.CHANGE, inverse.kind());
        return inverse.fields().toString();
    }

    @Test
    void a_new_shift_is_cancelled() {
        assertEquals(Inverse.Kind.CANCEL, Inverse.of(List.of(CREATED)).kind());
    }

    @Test
    void a_cancelled_shift_is_planned_once_more_as_it_was_at_last() {
        var inverse = Inverse.of(List.of(
                CREATED,
                entry(1, "UPDATED", "role", "null", "\"barista\""),
                entry(2, "CANCELLED", "status", "\"DRAFT\"", "\"CANCELLED\"")));
        assertEquals(Inverse.Kind.CREATE, inverse.kind());
        assertEquals("barista", inverse.fields().path("role").asText());
        assertEquals("2026-03-27T07:00:00Z", inverse.fields().path("start").asText());
        assertEquals("Agreed.", inverse.fields().path("overrideReason").asText());
        assertNull(inverse.fields().get("status"));
    }

    @Test
    void a_change_gets_the_former_values_and_keeps_the_reason_that_it_kept() {
        assertEquals(
                "{\"end\":\"2026-03-27T15:00:00Z\",\"overrideReason\":\"Agreed.\"}",
                change(entry(1, "UPDATED", "end", "\"2026-03-27T15:00:00Z\"", "\"2026-03-27T16:00:00Z\"")));
    }

    @Test
    void a_reason_that_the_change_removed_comes_back() {
        assertEquals(
                "{\"assignee\":null,\"overrideReason\":\"Agreed.\"}",
                change(entry(
                        1,
                        "UPDATED",
                        "assignee",
                        "null",
                        "\"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00\"",
                        "overrideReason",
                        "\"Agreed.\"",
                        "null")));
    }

    @Test
    void what_was_published_is_as_workers_see_it_again() {
        assertEquals(
                "{\"role\":null,\"status\":\"PUBLISHED\",\"overrideReason\":\"Agreed.\"}",
                change(entry(1, "UPDATED", "role", "null", "\"barista\"", "status", "\"PUBLISHED\"", "\"DRAFT\"")));
    }

    @Test
    void a_publication_stays() {
        assertEquals(
                Inverse.Kind.NONE,
                Inverse.of(List.of(CREATED, entry(1, "PUBLISHED", "status", "\"DRAFT\"", "\"PUBLISHED\"")))
                        .kind());
    }
}
