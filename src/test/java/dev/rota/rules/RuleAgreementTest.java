package dev.rota.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.schema.Constraints;
import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Text;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said more than once, because Java, SQL and English each have to say it, is the same each time. */
class RuleAgreementTest {

    private static final java.util.regex.Pattern IN_QUOTES = java.util.regex.Pattern.compile("'(\\w+)'::text");
    private static final java.util.regex.Pattern A_NUMBER = java.util.regex.Pattern.compile("([<>]=) (\\d+)");

    /** The record with what a client writes of a table. */
    private static final Map<String, String> FIELDS = Map.of(
            "shift", "ShiftFields",
            "absence", "AbsenceFields",
            "swap", "SwapFields",
            "calendar", "CalendarFields",
            "identity", "IdentityFields",
            "users", "UserFields");

    /** Of both databases, by name. */
    private static final Map<String, String> CONSTRAINTS = new TreeMap<>();

    @BeforeAll
    static void read() throws SQLException {
        CONSTRAINTS.putAll(Constraints.of("users"));
        CONSTRAINTS.putAll(Constraints.of("shifts"));
    }

    // ------------------------------------------------------------------------------------------------ spans of time

    @ParameterizedTest
    @CsvSource({"shift, ShiftEdition, ShiftFields", "absence, AbsenceFields, AbsenceFields"})
    void a_span_is_as_long_in_java_in_sql_and_in_words(String table, String rule, String fields) {
        var limits = List.of(constant(rule, "SHORTEST"), constant(rule, "LONGEST"));
        assertEquals(
                List.of(limits.get(0), constant(rule, "LONGEST_ELAPSED")),
                Numbers.intervals(CONSTRAINTS.get(table + "_duration")),
                "SQL");
        assertEquals(limits, Numbers.durations(message(fields, "end")), "message");
        assertEquals(limits, Numbers.durations(contract(fields, "end").description()), "contract");
    }

    @Test
    void a_window_is_as_long_in_java_and_in_words() {
        var longest = constant("Window", "LONGEST");
        assertEquals(List.of(longest), Numbers.durations(message("Window", "to")), "message");
        for (String request : List.of("Selection", "CopyRequest")) {
            assertEquals(
                    List.of(longest), Numbers.durations(contract(request, "to").description()), request);
        }
        assertEquals(
                List.of(longest, constant("Window", "DEFAULT")),
                Numbers.durations(field(member("Window", "Parameters"), "to")
                        .getAnnotation(Parameter.class)
                        .description()),
                "contract of lists");
    }

    /** The last message of a 400 about a field in the source of a class. */
    private static String message(String type, String field) {
        return java.util.regex.Pattern.compile("badField\\(\"" + field + "\", \"([^\"]+)\"\\)")
                .matcher(Sources.MAIN.text(type))
                .results()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .group(1);
    }

    // ------------------------------------------------------------------------------------------------ texts

    @Test
    void a_text_is_as_long_in_java_in_sql_in_the_contract_and_on_the_page() {
        var texts = new TreeSet<>(CONSTRAINTS.keySet());
        texts.removeIf(name -> !name.endsWith("_length") || name.equals("shift_role_length"));
        assertEquals(10, texts.size(), texts::toString);
        for (String constraint : texts) {
            String table = constraint.substring(0, constraint.indexOf('_'));
            String column = constraint.substring(table.length() + 1, constraint.length() - "_length".length());
            var field = field(Sources.MAIN.load(FIELDS.get(table)), camelCase(column));
            var text = field.getAnnotation(Text.class);
            assertEquals(limits(CONSTRAINTS.get(constraint)), limits(text.min(), text.max()), constraint);
            var contract = field.getAnnotation(Schema.class);
            assertEquals(
                    limits(contract.minLength(), contract.maxLength()), limits(text.min(), text.max()), constraint);
            assertIsOnThePage(constraint, text.max());
        }
    }

    @Test
    void a_filter_takes_what_a_shift_can_have() {
        int location = field(Sources.MAIN.load("ShiftFields"), "location")
                .getAnnotation(Text.class)
                .max();
        for (String filter : List.of("ShiftFilter", "Selection", "CopyRequest")) {
            var type = Sources.MAIN.load(filter);
            assertEquals(
                    location, field(type, "location").getAnnotation(Text.class).max(), filter);
            assertEquals(
                    Code.PATTERN,
                    field(type, "role").getAnnotation(Pattern.class).regexp(),
                    filter);
        }
    }

    /** Whoever takes a text gives it its form. */
    @Test
    void every_text_that_a_client_sends_has_one_form() throws ReflectiveOperationException {
        var texts = new TreeSet<String>();
        for (var type : Sources.MAIN.records()) {
            for (var component : type.getRecordComponents()) {
                var field = field(type, component.getName());
                var code = field.getAnnotation(Pattern.class);
                if (field.isAnnotationPresent(Text.class)
                        || code != null && code.regexp().equals(Code.PATTERN)) {
                    texts.add(type.getSimpleName() + "." + component.getName());
                    assertEquals("\u00e9", read(type, component, "e\u0301"), component::toString);
                    boolean trimmed = !field.isAnnotationPresent(Text.class)
                            || field.getAnnotation(Text.class).min() > 0;
                    assertEquals(trimmed ? "a" : "\u00a0a", read(type, component, "\u00a0a"), component::toString);
                }
            }
        }
        assertTrue(
                texts.containsAll(
                        Set.of("UserFields.email", "UserFilter.prefix", "ShiftFilter.role", "Parameters.location")),
                texts::toString);
    }

    /** What a record makes of a text, all else being absent. */
    private static Object read(Class<?> type, RecordComponent component, String text)
            throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        component.getAccessor().setAccessible(true);
        return component
                .getAccessor()
                .invoke(constructor.newInstance(Arrays.stream(components)
                        .map(c -> c.getName().equals(component.getName()) ? text : null)
                        .toArray()));
    }

    /** In UTF-16 units, and four of them at most become one in a composed letter. */
    @Test
    void no_text_is_too_long_to_get_its_form() {
        int longest = 0;
        for (var type : Sources.MAIN.records()) {
            for (var component : type.getRecordComponents()) {
                var text = field(type, component.getName()).getAnnotation(Text.class);
                longest = Math.max(longest, text == null ? 0 : text.max());
            }
        }
        assertEquals((int) constant(member("Text", "Form"), "LONGEST"), 4 * longest);
    }

    /** The triggers leave alone what would not fit. */
    @ParameterizedTest
    @CsvSource({
        "users, users, name, UserFields",
        "users, users, email, UserFields",
        "shifts, shift, location, ShiftFields"
    })
    void the_database_gives_a_text_its_form_if_it_fits(String module, String table, String column, String fields)
            throws IOException {
        int most = field(Sources.MAIN.load(fields), column)
                .getAnnotation(Text.class)
                .max();
        assertTrue(Files.readString(Path.of("docs", "schema", module + ".sql"))
                .contains("NEW.%1$s = text_form(NEW.%1$s, %2$d);".formatted(column, most)));
    }

    @Test
    void a_role_is_a_code_of_the_length_that_the_database_takes() {
        var limits = limits(CONSTRAINTS.get("shift_role_length"));
        for (int length = 0; length < 100; length++) {
            boolean fits = limits.get(0) <= length && length <= limits.get(1);
            assertEquals(fits, "x".repeat(length).matches(Code.PATTERN), () -> "of " + limits);
        }
        assertEquals(Set.copyOf(limits), Numbers.in(Code.MESSAGE));
        assertIsOnThePage("shift_role_length", limits.get(1));

        var role = field(Sources.MAIN.load("ShiftFields"), "role");
        assertEquals(Code.PATTERN, role.getAnnotation(Pattern.class).regexp());
        assertEquals(Code.PATTERN, role.getAnnotation(Schema.class).pattern());
        var roles = (AnnotatedParameterizedType)
                field(Sources.MAIN.load("UserFields"), "roles").getAnnotatedType();
        assertEquals(
                Code.PATTERN,
                roles.getAnnotatedActualTypeArguments()[0]
                        .getAnnotation(Pattern.class)
                        .regexp());
    }

    @Test
    void a_phone_number_has_one_form_in_java_in_sql_and_in_the_contract() {
        var phone = field(Sources.MAIN.load("UserFields"), "phone");
        String form = phone.getAnnotation(Schema.class).pattern();
        assertEquals(form, "^" + phone.getAnnotation(Pattern.class).regexp() + "$", "Java");
        assertEquals("CHECK (phone ~ '" + form + "'::text)", CONSTRAINTS.get("users_phone_e164"), "SQL");
    }

    /** The smallest and the greatest length. */
    private static List<Integer> limits(String definition) {
        var limits = A_NUMBER.matcher(definition)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Integer.valueOf(found.group(2))));
        return limits(limits.getOrDefault(">=", 0), limits.get("<="));
    }

    private static List<Integer> limits(int min, int max) {
        return List.of(min, max);
    }

    private static String camelCase(String column) {
        return java.util.regex.Pattern.compile("_(\\w)")
                .matcher(column)
                .replaceAll(found -> found.group(1).toUpperCase());
    }

    // ------------------------------------------------------------------------------------------------ statuses

    @ParameterizedTest
    @CsvSource({
        "users, UserStatus, ''",
        "shift, ShiftStatus, ''",
        "published_shift, ShiftStatus, DRAFT",
        "absence, AbsenceStatus, ''",
        "swap, SwapStatus, EXPIRED"
    })
    void a_status_is_known_to_java_and_sql_alike(String table, String type, String never) {
        var constants = constants(Sources.MAIN.load(type));
        constants.remove(never);
        var known = IN_QUOTES
                .matcher(CONSTRAINTS.get(table + "_status_known"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(constants, known);
    }

    @Test
    void shifts_knows_the_statuses_that_users_tells() {
        var known = constants(member("Person", "Standing"));
        known.remove("UNKNOWN");
        assertEquals(constants(Sources.MAIN.load("UserStatus")), known);
    }

    private static Set<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // ------------------------------------------------------------------------------------------------ how many

    @ParameterizedTest
    @CsvSource({
        "PublishingResource, one publication",
        "CopiesResource, one copy",
        "ConflictsResource, one conflict report"
    })
    void the_contract_and_the_page_of_the_api_say_how_many_shifts_are_too_many(String resource, String row)
            throws IOException {
        int most = (int) constant(resource, "MOST");
        var contract = Arrays.stream(Sources.MAIN.load(resource).getDeclaredMethods())
                .flatMap(method -> Stream.of(method.getAnnotationsByType(APIResponse.class)))
                .filter(response -> response.responseCode().equals("422"))
                .map(APIResponse::description)
                .collect(Collectors.joining());
        assertTrue(Numbers.in(contract).contains(most), contract);
        String page = Files.readString(Path.of("docs", "api.md"))
                .lines()
                .filter(line -> line.startsWith("| " + row + " |"))
                .collect(Collectors.joining());
        assertTrue(Numbers.in(page).contains(most), page);
    }

    /** Of constants, annotations and constraints that the page names. */
    @Test
    void the_page_has_the_numbers_of_the_code() {
        int checked = 0;
        for (var rule : RulesPage.rules()) {
            for (String name : rule.enforcedBy()) {
                for (Object limit : limitsOf(name)) {
                    checked++;
                    var said = limit instanceof Duration ? Numbers.durations(rule.text()) : Numbers.in(rule.text());
                    assertTrue(said.contains(limit), name + " is " + limit + ": " + rule.text());
                }
            }
        }
        assertTrue(checked > 25, "too few to be true: " + checked);
    }

    /** Numbers and durations. */
    private static List<Object> limitsOf(String name) {
        var parts = name.split("\\.");
        if (parts.length == 1) {
            return List.of();
        }
        var type = Sources.MAIN.load(parts[0]);
        return Stream.<AnnotatedElement>concat(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> field.getName().equals(parts[1])),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(WithDefault.class)
                                        && method.getName().equals(parts[1])))
                .flatMap(RuleAgreementTest::limitsOf)
                .toList();
    }

    private static Stream<Object> limitsOf(AnnotatedElement member) {
        if (member.isAnnotationPresent(Text.class)) {
            return Stream.of(member.getAnnotation(Text.class).max());
        }
        if (member.isAnnotationPresent(Size.class)) {
            return Stream.of(member.getAnnotation(Size.class).max());
        }
        if (member.isAnnotationPresent(WithDefault.class)) {
            return Stream.of(
                    Duration.parse(member.getAnnotation(WithDefault.class).value()));
        }
        if (member instanceof Field field
                && field.getName().equals(field.getName().toUpperCase())) {
            Object value = constant(field.getDeclaringClass().getSimpleName(), field.getName());
            if (value instanceof Integer || value instanceof Duration) {
                return Stream.of(value);
            }
            if (value instanceof String text && text.matches("\\d+")) {
                return Stream.of(Integer.valueOf(text));
            }
        }
        return Stream.of();
    }

    private static void assertIsOnThePage(String constraint, int max) {
        var rules = RulesPage.rules().stream()
                .filter(rule -> rule.isEnforcedBy(constraint))
                .toList();
        assertEquals(1, rules.size(), constraint);
        assertTrue(Numbers.in(rules.get(0).text()).contains(max), rules.get(0).text());
    }

    // ------------------------------------------------------------------------------------------------ reflection

    private static Schema contract(String type, String field) {
        return field(Sources.MAIN.load(type), field).getAnnotation(Schema.class);
    }

    private static Class<?> member(String type, String member) {
        return Arrays.stream(Sources.MAIN.load(type).getDeclaredClasses())
                .filter(declared -> declared.getSimpleName().equals(member))
                .findAny()
                .orElseThrow();
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static Object constant(String type, String name) {
        return constant(Sources.MAIN.load(type), name);
    }

    private static Object constant(Class<?> type, String name) {
        try {
            var field = field(type, name);
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
