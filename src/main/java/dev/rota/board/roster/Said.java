package dev.rota.board.roster;

import dev.rota.board.api.Conflict;
import dev.rota.board.api.Warning;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was just done, which the address of the table says, so that it is said where people look next, without a script too.
 *
 * @param what such as {@code moved}
 * @param shift that it was done to, which can be undone; {@code null} where it was done to several
 * @param version of the shift since
 * @param count of shifts
 * @param doubts warnings that no reason accepts yet
 */
public record Said(String what, UUID shift, int version, int count, List<Doubt> doubts) {

    private static final Set<String> OF_ONE = Set.of("created", "moved", "saved", "cancelled", "undone", "accepted");
    private static final Set<String> OF_SEVERAL = Set.of("published", "copied");

    /** A warning, as an address has it. */
    public record Doubt(String kind, Duration actual, Duration limit) {

        public String message() {
            return Conflict.message(kind);
        }

        /** Whether a reason accepts it. */
        public boolean isAcceptable() {
            return limit != null;
        }

        public String actualHours() {
            return Hours.text(actual);
        }

        public String limitHours() {
            return Hours.text(limit);
        }

        private String text() {
            return kind + (limit == null ? "" : "_" + actual + "_" + limit);
        }

        private static Stream<Doubt> of(String text) {
            int limit = text.lastIndexOf("_PT");
            int actual = text.lastIndexOf("_PT", limit - 1);
            try {
                return Stream.of(
                        actual < 0
                                ? new Doubt(text, null, null)
                                : new Doubt(
                                        text.substring(0, actual),
                                        Duration.parse(text.substring(actual + 1, limit)),
                                        Duration.parse(text.substring(limit + 1))));
            } catch (DateTimeException e) {
                return Stream.empty();
            }
        }
    }

    /** The parameters of an address of the table. */
    record Parameters(
            @QueryParam("said") String said,
            @QueryParam("shift") String shift,
            @QueryParam("version") String version,
            @QueryParam("count") String count,
            @QueryParam("warning") List<String> warnings) {

        /** {@code null} where they say nothing that is known. */
        Said read() {
            if (said == null || !(shift == null ? OF_SEVERAL : OF_ONE).contains(said)) {
                return null;
            }
            try {
                return new Said(
                        said,
                        shift == null ? null : UUID.fromString(shift),
                        version == null ? 0 : Integer.parseInt(version),
                        count == null ? 0 : Integer.parseInt(count),
                        warnings.stream().flatMap(Doubt::of).toList());
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /** Of one shift. */
    public static Said of(String what, UUID shift, int version, List<Warning> warnings) {
        return new Said(
                what,
                shift,
                version,
                1,
                warnings == null
                        ? List.of()
                        : warnings.stream()
                                .filter(warning -> !warning.overridden())
                                .map(warning -> new Doubt(warning.kind(), warning.actual(), warning.limit()))
                                .toList());
    }

    /** Of several. */
    public static Said of(String what, int count) {
        return new Said(what, null, 0, count, List.of());
    }

    /** The name of the message. */
    public String message() {
        return "said_" + what;
    }

    public boolean isAcceptable() {
        return doubts.stream().anyMatch(Doubt::isAcceptable);
    }

    /** The table with this day in it. */
    public String path(LocalDate day) {
        return Period.Span.WEEK.path() + "?at=" + day + "&said=" + what
                + (shift == null ? "&count=" + count : "&shift=" + shift + "&version=" + version)
                + doubts.stream().map(doubt -> "&warning=" + doubt.text()).collect(Collectors.joining());
    }
}
