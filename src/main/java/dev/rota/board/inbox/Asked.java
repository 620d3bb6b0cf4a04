package dev.rota.board.inbox;

import dev.rota.board.api.Absence;
import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.roster.Chip;

/** What somebody asked for. */
public final class Asked {

    private Asked() {}

    /**
     * Time off.
     *
     * @param name of whom; {@code null} if unknown
     * @param start by the planner's own clock, as end and decided are
     * @param decided when
     */
    public record TimeOff(Absence absence, String name, String start, String end, String decided) {}

    /**
     * A swap that both want.
     *
     * @param giver name of whoever offered it; {@code null} if unknown
     * @param given {@code null}, as taken may be, where it is not there any more
     */
    public record Exchange(Swap swap, String giver, Chip given, String taker, Chip taken) {}

    /** A shift because of which time off cannot be approved. */
    public record Obstacle(String id, String start, String end) {}
}
