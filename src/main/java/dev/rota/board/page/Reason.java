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
            "provider-unavailable",
            "overloaded",
            "person-unknown",
            "person-inactive");

    static Reason unanswered() {
        return because("problem_unanswered");
    }

    /** Of a request that needs to know who sends it, where users cannot be asked. */
    static Reason unasked() {
        return because("problem_users_unavailable");
    }

    private static Reason because(String message) {
        return new Reason(message, "", List.of(), requestId());
    }

    static Reason of(Problem problem) {
        var faults = problem.errors() == null
                ? List.<ApiProblem.Fault>of()
                : problem.errors().stream()
                        .map(error -> new ApiProblem.Fault(error.field(), error.message()))
                        .toList();
        return new Reason(
                message(ApiProblem.name(problem.type()), problem.status()), problem.detail(), faults, requestId());
    }

    public static Reason of(ApiProblem problem) {
        return new Reason(message(problem.name(), problem.status()), problem.detail(), problem.faults(), requestId());
    }

    private static String message(String problem, int status) {
        if (KNOWN.contains(problem)) {
            return "problem_" + problem.replace('-', '_');
        }
        return switch (status) {
            case 403 -> "problem_forbidden";
            case 404 -> "problem_not_found";
            case 412 -> "problem_stale";
            case 429 -> "problem_too_many";
            default -> null;
        };
    }

    private static String requestId() {
        return (String) MDC.get("requestId");
    }
}
