package dev.rota.shared.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/permissions.md shows the table that the other tests try. */
class PermissionsPageTest {

    private static final String BEGIN = "<!-- begin matrix -->\n";
    private static final String END = "\n<!-- end matrix -->";

    @Test
    void the_page_shows_the_table_that_is_tested() throws IOException {
        var file = Path.of("docs", "permissions.md");
        var page = Files.readString(file);
        var expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + Permissions.asMarkdown()
                + page.substring(page.indexOf(END));
        var rendered = Path.of("target", "permissions.md");
        Files.writeString(rendered, expected);
        assertEquals(expected, page, "the table has changed: copy " + rendered + " over " + file);
    }
}
