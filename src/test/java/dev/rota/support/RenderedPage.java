package dev.rota.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page of docs with tables that tests use, each between the comments {@code begin} and {@code end} with its name. */
public final class RenderedPage {

    private RenderedPage() {}

    /** That the page shows these tables; what it should be is written to the folder target. */
    public static void assertShows(String name, Map<String, String> tables) throws IOException {
        Path file = Path.of("docs", name);
        String page = Files.readString(file);
        String expected = page;
        for (var table : tables.entrySet()) {
            expected = replace(expected, table.getKey(), table.getValue());
        }
        Path rendered = Path.of("target", name);
        Files.writeString(rendered, expected);
        assertEquals(expected, page, "the tables have changed: copy " + rendered + " over " + file);
    }

    private static String replace(String page, String table, String content) {
        String begin = "<!-- begin " + table + " -->\n";
        String end = "\n<!-- end " + table + " -->";
        return page.substring(0, page.indexOf(begin) + begin.length()) + content + page.substring(page.indexOf(end));
    }
}
