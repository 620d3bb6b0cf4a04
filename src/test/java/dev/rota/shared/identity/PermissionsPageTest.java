package dev.rota.shared.identity;

import dev.rota.support.RenderedPage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/permissions.md shows the table that the other tests try. */
class PermissionsPageTest {

    @Test
    void the_page_shows_the_table_that_is_tested() throws IOException {
        RenderedPage.assertShows("permissions.md", Map.of("matrix", Permissions.asMarkdown()));
    }
}
