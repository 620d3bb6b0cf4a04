package dev.rota.board.page;

import dev.rota.board.api.ApiProblem;
import dev.rota.shared.problem.Problem;
import java.util.List;
import java.util.Set;
import org.jboss.logging.MDC;

/**
 * Why something is refused.
 *
 * @param message the name of its message; {@code null} where only the API's own words say it
 * @param detail in English
 * @param request the id by which it is in the logs
 */
public record Reason(String message, String detail, List<ApiProblem.Fault> faults, String request) {

    /** Those that have a message. */
    private static final Set<String> KNOWN = Set.of(
            "double-booking",
            "absent",
            "email-taken",
            "already-taken",
            "not-claimable",
            "shift-begun",
            "shift-cancelled",
            "shifts-in-the-way",
            "role-missing",
            "assignee-not-plannable",
            "users-unavailable",
            "database-unavailable",
            "person-unknown",
            "person-inactive");

    static final Reason UNANSWERED = new Reason("problem_unanswered", "", List.of(), null);

    static Reason of(Problem problem) {
        var faults = problem.errors() == null
                ? List.<ApiProblem.Fault>of()
                : problem.errors().stream()
                        .map(error -> new ApiProblem.Fault(error.field(), error.message()))
                        .toList();
        return new Reason(null, problem.detail(), faults, (String) MDC.get("requestId"));
    }

    public static Reason of(ApiProblem problem) {
        String message = KNOWN.contains(problem.name())
                ? "problem_" + problem.name().replace('-', '_')
                : problem.status() == 412 ? "problem_stale" : problem.status() == 403 ? "problem_forbidden" : null;
        return new Reason(message, problem.detail(), problem.faults(), (String) MDC.get("requestId"));
    }
}
