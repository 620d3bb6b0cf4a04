package dev.rota.board.planning;

import dev.rota.board.api.ApiProblem;
import dev.rota.board.reason.Fault;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.When;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Why something was not done, as its form shows it.
 *
 * @param status of the answer
 * @param message the name of a message of this package; {@code null} where the reason says it
 * @param reason {@code null} where the message says it
 * @param faults by fields of the form; {@code null} where the field says by itself what it takes
 * @param inTheWay {@code null} for nothing
 * @param differences what somebody else has changed meanwhile
 * @param retry {@code null} where the form itself does it again
 */
public record Trouble(
        int status,
        String message,
        Reason reason,
        Map<String, Fault> faults,
        InTheWay inTheWay,
        List<Merge.Difference> differences,
        Retry retry) {

    static final Trouble NONE = new Trouble(200, null, null, Map.of(), null, List.of(), null);

    private static final Map<String, String> FIELDS =
            Map.of("assignee", "who", "location", "place", "overrideReason", "reason");

    /**
     * What takes somebody's time.
     *
     * @param shift {@code null} for an absence
     */
    public record InTheWay(String who, UUID shift, When when, String place, String role) {}

    /** The same once more, with the version that is the latest now. */
    public record Retry(String action, Map<String, String> fields) {}

    static Trouble faults(List<String> names) {
        var faults = new LinkedHashMap<String, Fault>();
        names.forEach(name -> faults.put(name, null));
        return new Trouble(400, "not_valid", null, faults, null, List.of(), null);
    }

    static Trouble of(ApiProblem problem, InTheWay inTheWay) {
        var reason = Reason.of(problem);
        var faults = new LinkedHashMap<String, Fault>();
        reason.faults().forEach(fault -> faults.put(FIELDS.getOrDefault(fault.field(), fault.field()), fault));
        return new Trouble(problem.status(), null, reason, faults, inTheWay, List.of(), null);
    }

    static Trouble stale(List<Merge.Difference> differences, Retry retry) {
        return new Trouble(412, "stale", null, Map.of(), null, differences, retry);
    }

    static Trouble because(int status, String message) {
        return new Trouble(status, message, null, Map.of(), null, List.of(), null);
    }

    /** Whose names are shown. */
    Stream<UUID> people() {
        return differences.stream()
                .filter(difference -> difference.field().equals("who"))
                .flatMap(difference -> Stream.of(difference.yours(), difference.theirs()))
                .map(Names::id)
                .filter(Objects::nonNull);
    }

    public boolean isAny() {
        return status != 200;
    }

    public boolean has(String field) {
        return faults.containsKey(field);
    }

    public Fault fault(String field) {
        return faults.get(field);
    }
}
