package dev.rota.board.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayTest {

    @ParameterizedTest
    @CsvSource({
        "/week?at=2026-11-23&said=moved, https://rota/month?at=2026-11-01&place=Caf%C3%A9&role=,"
                + " /month?at=2026-11-23&said=moved&place=Caf%C3%A9",
        "/week?at=2026-11-23, https://rota/week, /week?at=2026-11-23",
        "/week?at=2026-11-23, https://rota/shifts/new, /week?at=2026-11-23",
        "/week?at=2026-11-23, http://[, /week?at=2026-11-23",
        "/week?at=2026-11-23, mailto:x, /week?at=2026-11-23",
        "/week?at=2026-11-23, , /week?at=2026-11-23",
        "/inbox, https://rota/day?role=x, /inbox",
        // Only what a table is asked for goes along.
        "/week?at=2026-11-23, https://rota/day?at=2026-01-01&said=other&role=a, /day?at=2026-11-23&role=a",
    })
    void a_change_leads_back_to_the_table_as_it_was_looked_at(String path, String from, String back) {
        assertEquals(back, Way.back(path, from));
    }
}
