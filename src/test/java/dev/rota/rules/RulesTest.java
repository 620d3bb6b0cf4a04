package dev.rota.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.rules.RulesPage.Rule;
import dev.rota.schema.Constraints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** docs/rules.md has every rule that the code names, and names nothing that the code does not have. */
class RulesTest {

    private static final List<String> MODULES = List.of("users", "shifts");

    private static final Map<String, String> STATUS = Map.of(
            "forbidden",
            "403",
            "conflict",
            "409",
            "unprocessable",
            "422",
            "unavailable",
            "503",
            "requireUpcoming",
            "409");

    private static final Pattern REFUSAL =
            Pattern.compile("(?:ProblemException\\s*\\.\\s*(forbidden|conflict|unprocessable"
                    + "|unavailable)|\\b(requireUpcoming))\\(\\s*(\"[^\"]*\"|\\w+)");

    private static final Pattern MADE = Pattern.compile("(?m)^CREATE (?:TRIGGER|FUNCTION) (\\w+)");
    private static final Pattern TRIGGER = Pattern.compile("(?m)^CREATE TRIGGER (\\w+)");
    private static final Pattern PROBLEMS_OF_THE_API = Pattern.compile("(?m)^\\| (\\d{3}).* \\| (`[a-z].*`) \\|$");
    private static final Pattern RECOGNISED = Pattern.compile("violates\\(\\s*\\w+,\\s*(\"[^\"]*\"|\\w+)");

    private static final String PROBLEM_CELL =
            "none|API: none|warning `\\w+`|401|403|404|412|413|414|415|428|429|431|400( `[\\w\\[\\]-]+`)?|(403|409|422|503) `urn:rota:[a-z-]+`";

    // ------------------------------------------------------------------------------------------------ the page itself

    @Test
    void every_line_of_a_table_is_a_rule_with_a_place_an_answer_and_a_test() {
        long lines =
                RulesPage.text().lines().filter(line -> line.startsWith("|")).count();
        long tables = RulesPage.text()
                .lines()
                .filter(line -> line.startsWith("| rule "))
                .count();
        assertEquals(lines - 2 * tables, RulesPage.rules().size(), "rows that are not understood");
        for (Rule rule : RulesPage.rules()) {
            assertTrue(!rule.enforcedBy().isEmpty() && !rule.tests().isEmpty(), rule.text());
            for (String answer : rule.problem().split(", ")) {
                assertTrue(answer.matches(PROBLEM_CELL), rule.text() + " " + answer);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ problem types

    @Test
    void the_page_has_exactly_the_problem_types_of_the_code() {
        var page = RulesPage.rules().stream()
                .flatMap(rule -> rule.problemTypes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(problemTypes(), page);
    }

    @Test
    void the_page_of_the_api_lists_them_too() throws IOException {
        var listed = PROBLEMS_OF_THE_API
                .matcher(Files.readString(Path.of("docs", "api.md")))
                .results()
                .flatMap(row ->
                        Arrays.stream(row.group(2).replace("`", "").split(", ")).map(type -> row.group(1) + " " + type))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(problemTypes(), listed);
    }

    /** Each as {@code 409 double-booking}. */
    private static Set<String> problemTypes() {
        var types = new TreeSet<String>();
        var others = new TreeSet<String>();
        REFUSAL.matcher(Sources.MAIN.textWithout("ProblemException")).results().forEach(refusal -> {
            String factory = refusal.group(1) == null ? refusal.group(2) : refusal.group(1);
            String type = refusal.group(3);
            if (type.startsWith("\"")) {
                types.add(STATUS.get(factory) + " " + type.replace("\"", ""));
            } else {
                others.add(factory + "(" + type);
            }
        });
        // Shift.requireUpcoming takes the type from its callers.
        assertEquals(Set.of("conflict(problem", "requireUpcoming(String"), others, "types that are no literals");
        return types;
    }

    // ------------------------------------------------------------------------------------------------ the database

    @Test
    void the_page_has_every_constraint_and_every_trigger() throws IOException, SQLException {
        var rules = new TreeSet<>(constraints(definition -> !definition.startsWith("PRIMARY KEY")));
        rules.addAll(names(TRIGGER));
        rules.removeAll(RulesPage.namesOfTheDatabase());
        assertEquals(Set.of(), rules);
    }

    @Test
    void what_the_page_names_of_the_database_is_there() throws IOException, SQLException {
        var missing = new TreeSet<>(RulesPage.namesOfTheDatabase());
        missing.removeAll(constraints(definition -> true));
        missing.removeAll(names(MADE));
        assertEquals(Set.of(), missing);
    }

    @Test
    void the_program_knows_refusals_by_names_that_the_database_has() throws SQLException {
        var known = RECOGNISED
                .matcher(Sources.MAIN.textWithout("DatabaseFailure"))
                .results()
                .map((MatchResult found) -> found.group(1).replace("\"", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(known.contains("shift_no_double_booking"), known::toString);
        known.removeAll(constraints(definition -> true));
        assertEquals(Set.of(), known);
    }

    private static Set<String> constraints(Predicate<String> definition) throws SQLException {
        var names = new TreeSet<String>();
        for (String module : MODULES) {
            Constraints.of(module).forEach((name, text) -> {
                if (definition.test(text)) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    /** From the snapshot, which another test compares with what the migrations make. */
    private static Set<String> names(Pattern statement) throws IOException {
        var names = new TreeSet<String>();
        for (String module : MODULES) {
            var snapshot = Files.readString(Path.of("docs", "schema", module + ".sql"));
            statement.matcher(snapshot).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    // ------------------------------------------------------------------------------------------------ classes and
    // tests

    @Test
    void what_the_page_names_of_the_program_is_there() {
        var missing = new TreeSet<>(RulesPage.namesOfTheProgram());
        missing.removeIf(RulesTest::isInTheProgram);
        assertEquals(Set.of(), missing);
    }

    private static boolean isInTheProgram(String name) {
        var parts = name.split("\\.");
        if (!Sources.MAIN.has(parts[0])) {
            return false;
        }
        return parts.length == 1 || members(Sources.MAIN.load(parts[0])).anyMatch(parts[1]::equals);
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(
                        Arrays.stream(type.getDeclaredFields()).map(field -> field.getName()),
                        Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()),
                        Arrays.stream(type.getDeclaredClasses()).map(Class::getSimpleName))
                .flatMap(names -> names);
    }

    @Test
    void the_tests_that_the_page_names_are_there() {
        var missing = RulesPage.rules().stream()
                .flatMap(rule -> rule.tests().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeIf(RulesTest::isATest);
        assertEquals(Set.of(), missing);
    }

    private static boolean isATest(String name) {
        var parts = name.split("\\.");
        return Sources.TEST.has(parts[0])
                && Arrays.stream(Sources.TEST.load(parts[0]).getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class)
                                || method.isAnnotationPresent(ParameterizedTest.class))
                        .anyMatch(
                                method -> parts.length == 1 || method.getName().equals(parts[1]));
    }
}
