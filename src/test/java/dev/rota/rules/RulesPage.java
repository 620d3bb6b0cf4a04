package dev.rota.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/rules.md. */
final class RulesPage {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PROBLEM = Pattern.compile("(\\d{3}) `urn:rota:([^`]+)`");

    private RulesPage() {}

    /**
     * A row of one of the tables.
     *
     * @param enforcedBy names of the database, classes, and members of classes
     * @param tests classes, and methods of classes
     */
    record Rule(String text, List<String> enforcedBy, String problem, List<String> tests) {

        boolean isEnforcedBy(String name) {
            return enforcedBy.contains(name);
        }

        /** Each as {@code 409 double-booking}. */
        Set<String> problemTypes() {
            return PROBLEM.matcher(problem)
                    .results()
                    .map(found -> found.group(1) + " " + found.group(2))
                    .collect(Collectors.toSet());
        }
    }

    static String text() {
        try {
            return Files.readString(Path.of("docs", "rules.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Rule> rules() {
        return ROW.matcher(text())
                .results()
                .filter(row -> !row.group(1).equals("rule") && !row.group(1).startsWith("-"))
                .map(row -> new Rule(row.group(1), code(row.group(2)), row.group(3), code(row.group(4))))
                .toList();
    }

    /** Constraints, indexes, triggers and functions. */
    static Set<String> namesOfTheDatabase() {
        return enforcing(false);
    }

    /** Classes, and members of classes. */
    static Set<String> namesOfTheProgram() {
        return enforcing(true);
    }

    private static Set<String> enforcing(boolean program) {
        return rules().stream()
                .flatMap(rule -> rule.enforcedBy.stream())
                .filter(name -> Character.isUpperCase(name.charAt(0)) == program)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
