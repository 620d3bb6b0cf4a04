package dev.rota.board.roster;

import java.time.Duration;

/** Durations for people. */
public final class Hours {

    private Hours() {}

    /** Such as {@code 7:30}. */
    public static String text(Duration duration) {
        return "%d:%02d".formatted(duration.toHours(), duration.toMinutesPart());
    }
}
