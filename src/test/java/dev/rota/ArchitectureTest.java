package dev.rota;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The dependency rules between packages. */
@AnalyzeClasses(packages = "dev.rota", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_CLASSES = 14;

    /** Each depends only on those before it. */
    private static final List<String> SHARED_LAYERS =
            List.of("metrics", "problem", "wire", "http", "identity", "openapi", "database", "changes", "startup");

    /** Each depends only on those before it. */
    private static final List<String> SHIFTS_FOUNDATION = List.of("roster", "people", "absences", "booking");

    /** Each depends on the foundation only. */
    private static final List<String> SHIFTS_FEATURES = List.of(
            "planning", "publishing", "copies", "claims", "swaps", "calendars", "history", "reports", "erasure");

    /** Each depends only on those before it. */
    private static final List<String> BOARD_FOUNDATION = List.of("api", "session", "reason", "page", "roster");

    /** Each depends on the foundation only. */
    private static final List<String> BOARD_FEATURES = List.of("planning", "publishing", "my", "inbox", "people");

    @ArchTest
    static final ArchRule users_knows_nothing_of_the_others =
            independent("dev.rota.users..", "dev.rota.shifts..", "dev.rota.board..");

    @ArchTest
    static final ArchRule shifts_reaches_users_only_over_http =
            independent("dev.rota.shifts..", "dev.rota.users..", "dev.rota.board..");

    @ArchTest
    static final ArchRule the_board_reaches_the_others_only_over_http =
            independent("dev.rota.board..", "dev.rota.users..", "dev.rota.shifts..");

    @ArchTest
    static final ArchRule the_board_has_no_database = independent(
            "dev.rota.board..", "dev.rota.shared.database..", "dev.rota.shared.changes..", "io.vertx.sqlclient..");

    @ArchTest
    static final ArchRule shared_belongs_to_no_module = independent(
            "dev.rota.shared..", "dev.rota.users..", "dev.rota.shifts..", "dev.rota.board..", "dev.rota.local..");

    @ArchTest
    static final ArchRule no_image_needs_the_local_start = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rota.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.rota.local..");

    @ArchTest
    static final ArchRule no_packages_depend_on_each_other =
            slices().matching("dev.rota.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_classes_depend_on_each_other =
            slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shared_is_in_layers = layers("dev.rota.shared.", SHARED_LAYERS);

    @ArchTest
    static final ArchRule the_foundation_of_shifts_is_in_layers = layers("dev.rota.shifts.", SHIFTS_FOUNDATION);

    @ArchTest
    static final ArchRule the_foundation_of_shifts_knows_no_feature = CompositeArchRule.of(SHIFTS_FOUNDATION.stream()
            .map(layer -> independent(shifts(layer), packages(SHIFTS_FEATURES)))
            .toList());

    @ArchTest
    static final ArchRule no_feature_of_shifts_knows_another_one = CompositeArchRule.of(SHIFTS_FEATURES.stream()
            .map(feature -> independent(
                    shifts(feature),
                    packages(SHIFTS_FEATURES.stream()
                            .filter(other -> !other.equals(feature))
                            .toList())))
            .toList());

    @ArchTest
    static final ArchRule the_foundation_of_the_board_is_in_layers = layers("dev.rota.board.", BOARD_FOUNDATION);

    @ArchTest
    static final ArchRule the_foundation_of_the_board_knows_no_feature = CompositeArchRule.of(BOARD_FOUNDATION.stream()
            .map(layer -> independent(board(layer), boards(BOARD_FEATURES)))
            .toList());

    @ArchTest
    static final ArchRule no_feature_of_the_board_knows_another_one = CompositeArchRule.of(BOARD_FEATURES.stream()
            .map(feature -> independent(
                    board(feature),
                    boards(BOARD_FEATURES.stream()
                            .filter(other -> !other.equals(feature))
                            .toList())))
            .toList());

    @ArchTest
    static final ArchRule nobody_depends_on_an_endpoint = ArchRuleDefinition.classes()
            .should(ArchConditions.not(ArchConditions.dependOnClassesThat(simpleNameEndingWith("Resource")
                    .and(DescribedPredicate.describe(
                            "are ours",
                            (JavaClass type) -> type.getPackageName().startsWith("dev.rota"))))));

    @ArchTest
    static void every_package_is_listed_here(JavaClasses classes) {
        var listed = new TreeSet<>(List.of("dev.rota.users", "dev.rota.users.identities", "dev.rota.local"));
        SHARED_LAYERS.forEach(layer -> listed.add("dev.rota.shared." + layer));
        SHIFTS_FOUNDATION.forEach(layer -> listed.add("dev.rota.shifts." + layer));
        SHIFTS_FEATURES.forEach(feature -> listed.add("dev.rota.shifts." + feature));
        BOARD_FOUNDATION.forEach(layer -> listed.add("dev.rota.board." + layer));
        BOARD_FEATURES.forEach(feature -> listed.add("dev.rota.board." + feature));
        assertEquals(listed, ofPackages(classes).keySet());
    }

    @ArchTest
    static void no_package_has_more_classes_than_one_can_remember(JavaClasses classes) {
        var larger = ofPackages(classes).entrySet().stream()
                .filter(entry -> entry.getValue() > MOST_CLASSES)
                .map(Object::toString)
                .toList();
        assertEquals(List.of(), larger);
    }

    /** The number of top-level classes by package. */
    private static Map<String, Long> ofPackages(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    }

    private static ArchRule layers(String prefix, List<String> layers) {
        return CompositeArchRule.of(layers.stream()
                .limit(layers.size() - 1L)
                .map(layer -> independent(
                        prefix + layer + "..",
                        layers.subList(layers.indexOf(layer) + 1, layers.size()).stream()
                                .map(higher -> prefix + higher + "..")
                                .toArray(String[]::new)))
                .toList());
    }

    private static ArchRule independent(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static String shifts(String feature) {
        return "dev.rota.shifts." + feature + "..";
    }

    private static String[] packages(List<String> features) {
        return features.stream().map(ArchitectureTest::shifts).toArray(String[]::new);
    }

    private static String board(String feature) {
        return "dev.rota.board." + feature + "..";
    }

    private static String[] boards(List<String> features) {
        return features.stream().map(ArchitectureTest::board).toArray(String[]::new);
    }

    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }
}
