package dev.rota.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Needs no cluster: docs/access.md shows the tables that the other tests try. */
class AccessPageTest {

    @Test
    void the_page_shows_the_tables_that_are_tested() throws IOException {
        Path file = Path.of("docs", "access.md");
        String page = Files.readString(file);
        String expected = replace(
                replace(page, "matrix", AccessTables.matrixAsMarkdown()),
                "mutations",
                AccessTables.mutationsAsMarkdown());
        Path rendered = Path.of("target", "access.md");
        Files.writeString(rendered, expected);
        assertEquals(expected, page, "the tables have changed: copy " + rendered + " over " + file);
    }

    private static String replace(String page, String table, String content) {
        String begin = "<!-- begin " + table + " -->\n";
        String end = "\n<!-- end " + table + " -->";
        return page.substring(0, page.indexOf(begin) + begin.length()) + content + page.substring(page.indexOf(end));
    }
}
