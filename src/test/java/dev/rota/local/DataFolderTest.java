package dev.rota.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void realPath() throws Exception {
        folder = temporary.toRealPath().resolve("data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void an_empty_value_names_no_folder(String value) {
        assertRefused("ROTA_DATA is empty", value);
    }

    @Test
    void a_folder_that_somebody_else_filled_is_left_as_it_is() throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        assertRefused("is not empty and was not made by Rota", folder.toString());
        assertEquals(Set.of(".git"), names(folder));

        // What Rota's own files are called does not make it Rota's.
        Files.createDirectories(folder.resolve("postgres"));
        Files.createFile(folder.resolve("lock"));
        assertRefused("is not empty and was not made by Rota", folder.toString());
        assertEquals(Set.of(".git", "lock", "postgres"), names(folder));
    }

    @Test
    void an_empty_folder_and_one_that_rota_made_will_do() throws Exception {
        Files.createDirectories(folder);
        open().close();
        open().close();
        Files.delete(folder.resolve("made-by-rota"));
        // As a start leaves it that is killed between the two files.
        open().close();
    }

    @Test
    void only_one_at_a_time_has_it() throws Exception {
        try (var first = open()) {
            assertRefused("another Rota is running on the folder " + first, folder.toString());
        }
        open().close();
    }

    @Test
    void emptied_is_what_rota_wrote_and_nothing_else() throws Exception {
        try (var data = open()) {
            fill(data);
            Files.createDirectories(folder.resolve("notes/of mine"));
            data.empty();
            assertEquals(Set.of("lock", "made-by-rota", "notes"), names(folder));
            assertEquals(Set.of("of mine"), names(folder.resolve("notes")));
        }
    }

    @Test
    void a_symbolic_link_to_the_folder_is_followed() throws Exception {
        Path target = Files.createDirectories(folder.resolveSibling("target"));
        Files.createSymbolicLink(folder, target);
        try (var data = open()) {
            fill(data);
            assertTrue(names(target).contains("sample"));
            data.empty();
            assertEquals(Set.of("lock", "made-by-rota"), names(target));
        }
    }

    @Test
    void a_symbolic_link_to_nothing_is_refused() throws Exception {
        Files.createSymbolicLink(folder, folder.resolveSibling("nothing"));
        assertRefused("cannot make the folder", folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgres.log"})
    void a_symbolic_link_inside_is_refused_before_anything_is_deleted(String name) throws Exception {
        try (var data = open()) {
            fill(data);
            Path elsewhere = Files.move(folder.resolve(name), folder.resolveSibling("elsewhere"));
            Files.createSymbolicLink(folder.resolve(name), elsewhere);
            var before = names(folder);
            var refusal = assertThrows(Refusal.class, data::empty);
            assertTrue(refusal.getMessage().contains("is a symbolic link"), refusal.getMessage());
            assertEquals(before, names(folder));
            assertTrue(Files.exists(elsewhere));
        }
    }

    @Test
    void a_symbolic_link_in_the_data_leads_nothing_else_astray() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolveSibling("elsewhere"));
        Files.createFile(elsewhere.resolve("file"));
        try (var data = open()) {
            fill(data);
            Files.createSymbolicLink(folder.resolve("postgres/pg_wal"), elsewhere);
            data.empty();
            assertFalse(Files.exists(folder.resolve("postgres")));
            assertEquals(Set.of("file"), names(elsewhere));
        }
    }

    private DataFolder open() throws Refusal {
        return DataFolder.open(folder.toString());
    }

    private static void fill(DataFolder data) throws Exception {
        Files.createDirectories(data.postgres().resolve("base"));
        Files.createFile(data.postgres().resolve("passwords"));
        Files.createFile(data.postgres().resolve("base/1"));
        Files.createFile(data.postgres().resolveSibling("postgres.log"));
        Files.createFile(data.sample());
    }

    private static void assertRefused(String why, String value) {
        var refusal = assertThrows(Refusal.class, () -> DataFolder.open(value));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    private static Set<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
