package dev.rota.board.reason;

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
public record Reason(String message, String detail, List<Fault> faults, String request) {

    /** Those that have a message. */
    private static final Set<String> KNOWN = Set.of(
            "absence-decided",
            "absence-over",
            "absent",
            "already-taken",
            "assignee-not-plannable",
            "database-unavailable",
            "double-booking",
            "email-taken",
            "identity-linked",
            "not-asked",
            "not-claimable",
            "not-claimed",
            "not-swappable",
            "not-yours",
            "overloaded",
            "person-active",
            "person-inactive",
            "person-unknown",
            "provider-unavailable",
            "role-missing",
            "shift-begun",
            "shift-cancelled",
            "shifts-in-the-way",
            "shifts-not-over",
            "swap-decided",
            "swap-expired",
            "swap-not-accepted",
            "swap-outdated",
            "too-many-shifts",
            "unknown-shift",
            "users-unavailable");

    public static Reason unanswered() {
        return because("problem_unanswered");
    }

    /** Of a request that needs to know who sends it, where users cannot be asked. */
    public static Reason unasked() {
        return because("problem_users_unavailable");
    }

    /** Of a sign-in while the provider is away. */
    public static Reason noProvider() {
        return because("problem_provider_unavailable");
    }

    public static Reason notSignedIn() {
        return because("problem_sign_in");
    }

    /** Of a form that lacks something. */
    public static Reason of(Fault fault) {
        return new Reason("problem_not_valid", "", List.of(fault), requestId());
    }

    public static Reason of(Problem problem) {
        return of(
                ApiProblem.name(problem.type()),
                problem.status(),
                problem.detail(),
                problem.errors() == null
                        ? List.of()
                        : problem.errors().stream()
                                .map(error -> Fault.of(error.field(), error.message()))
                                .toList());
    }

    public static Reason of(ApiProblem problem) {
        return of(
                problem.name(),
                problem.status(),
                problem.detail(),
                problem.faults().stream()
                        .map(fault -> Fault.of(fault.field(), fault.message()))
                        .toList());
    }

    private static Reason of(String name, int status, String detail, List<Fault> faults) {
        return new Reason(message(name, status, faults), detail, faults, requestId());
    }

    private static Reason because(String message) {
        return new Reason(message, "", List.of(), requestId());
    }

    private static String message(String name, int status, List<Fault> faults) {
        if (KNOWN.contains(name)) {
            return "problem_" + name.replace('-', '_');
        }
        return switch (status) {
            case 400 -> faults.isEmpty() ? null : "problem_not_valid";
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
