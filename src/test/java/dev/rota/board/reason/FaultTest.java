package dev.rota.board.reason;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.qute.i18n.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is wrong with fields, in words of the page's language. */
class FaultTest {

    private static final Pattern WORDS = Pattern.compile("\"field\": \"([^\"]*)\", \"message\": \"([^\"]*)\"");

    /** Of requests that no form makes. */
    private static final Set<String> OF_PROGRAMS =
            Set.of("is not a parameter of this operation", "is not a field of this resource", "must be published");

    @Test
    void what_the_description_of_the_api_says_of_a_field_has_a_message() throws Exception {
        var unknown = new TreeSet<String>();
        var said = WORDS.matcher(Files.readString(Path.of("docs/api.md"), UTF_8));
        int count = 0;
        while (said.find()) {
            count++;
            if (!OF_PROGRAMS.contains(said.group(2))
                    && Fault.of(said.group(1), said.group(2)).message() == null) {
                unknown.add(said.group(2));
            }
        }
        assertFalse(count == 0);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void numbers_and_names_are_kept() {
        var length = Fault.of(
                "name", "must have 1 to 200 characters, at least one of them visible, and no control characters");
        assertEquals("length", length.message());
        assertEquals(List.of("1", "200"), length.values());
        var role = Fault.of("assignee", "does not have the role barista");
        assertEquals(List.of("barista"), role.values());
    }

    @Test
    void each_message_takes_the_values_that_there_are() {
        var messages = Arrays.stream(FaultMessages.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .toList();
        for (String words : List.of(
                "must have 1 to 200 characters, at least one of them visible, and no control characters",
                "must have at most 500 characters, and no control characters",
                "must have 1 to 255 visible ASCII characters",
                "size must be between 0 and 20",
                "must be at most 92 days after from",
                "must be of the years 2000 to 2199",
                "does not have the role barista",
                "is required")) {
            var fault = Fault.of("name", words);
            var message = messages.stream()
                    .filter(method -> method.getName().equals(fault.message()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(words));
            assertEquals(message.getParameterCount(), fault.values().size(), words);
        }
    }

    @Test
    void a_field_is_named_without_its_place_in_a_list() {
        assertEquals("field_roles", Fault.of("roles[0]", "must be a code").label());
        assertNull(Fault.of("elsewhere", "must be a code").label());
        assertEquals("", Fault.of(null, "is wrong").field());
    }

    @Test
    void what_has_no_message_is_said_as_the_api_does() {
        var fault = Fault.of("name", "must rhyme");
        assertNull(fault.message());
        assertEquals("must rhyme", fault.text());
    }
}
