package dev.rota.cluster;

import dev.rota.support.RenderedPage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Needs no cluster: docs/access.md shows the tables that the other tests try. */
class AccessPageTest {

    @Test
    void the_page_shows_the_tables_that_are_tested() throws IOException {
        RenderedPage.assertShows(
                "access.md",
                Map.of("matrix", AccessTables.matrixAsMarkdown(), "mutations", AccessTables.mutationsAsMarkdown()));
    }
}
