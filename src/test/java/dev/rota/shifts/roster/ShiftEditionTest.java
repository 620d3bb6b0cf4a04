package dev.rota.shifts.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftEditionTest {

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-06-01T08:00:00+02:00, 2026-06-02T08:00:00+02:00, true",
        "Europe/Berlin,       2026-06-01T08:00:00+02:00, 2026-06-02T08:00:01+02:00, false",
        // 25 hours, and 26 by the clock of somewhere else.
        "Europe/Berlin,       2026-10-24T08:00:00+02:00, 2026-10-25T08:00:00+01:00, true",
        "Europe/Berlin,       2026-10-24T08:00:00+02:00, 2026-10-25T08:00:01+01:00, false",
        "Asia/Kolkata,        2026-10-24T08:00:00+02:00, 2026-10-25T08:00:00+01:00, false",
        // 23 hours, and 24 that are 25 by the clock.
        "Europe/Berlin,       2026-03-28T08:00:00+01:00, 2026-03-29T08:00:00+02:00, true",
        "Europe/Berlin,       2026-03-28T08:00:00+01:00, 2026-03-29T09:00:00+02:00, false",
        "Australia/Lord_Howe, 2026-04-04T12:00:00+11:00, 2026-04-05T12:00:00+10:30, true",
        "Australia/Lord_Howe, 2026-04-04T12:00:00+11:00, 2026-04-05T12:01:00+10:30, false",
        "Antarctica/Casey,    2010-03-04T12:00:00+11:00, 2010-03-05T12:00:00+08:00, true",
        // Samoa left out the 30th.
        "Pacific/Apia,        2011-12-29T20:00:00-10:00, 2011-12-31T04:00:00+14:00, false",
        // Backwards by the clock.
        "Europe/Berlin,       2026-10-25T02:50:00+02:00, 2026-10-25T02:10:00+01:00, true",
        "Europe/Berlin,       2026-10-25T02:50:00+02:00, 2026-10-25T02:50:30+02:00, false",
        "Europe/Berlin,       2026-03-29T01:59:30+01:00, 2026-03-29T03:00:00+02:00, false"
    })
    void a_shift_takes_a_minute_of_real_time_to_24_hours_by_the_clock(
            String zone, OffsetDateTime start, OffsetDateTime end, boolean possible) {
        assertEquals(possible, ShiftEdition.isOfPossibleLength(start.toInstant(), end.toInstant(), ZoneId.of(zone)));
    }
}
