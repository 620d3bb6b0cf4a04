package dev.rota.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers make of a folder. */
class RootFolderTest {

    private static final FileTime DATE = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @TempDir
    Path outside;

    private Path image;
    private RootFolder root;

    @BeforeEach
    void make() throws IOException {
        image = outside.resolve("deep/in/image");
        root = new RootFolder(image);
    }

    @Test
    void a_file_replaces_that_of_a_lower_layer() throws Exception {
        apply(file("etc/a", "lower"), file("etc/b", "lower"));
        apply(folder("etc"), file("etc/a", "higher"));
        assertEquals("higher", read("etc/a"));
        assertEquals("lower", read("etc/b"));
    }

    @Test
    void a_file_replaces_a_folder_and_a_folder_a_file() throws Exception {
        apply(file("a/b/c", "lower"), file("d", "lower"));
        apply(file("a", "higher"), folder("d"));
        assertEquals("higher", read("a"));
        assertTrue(Files.isDirectory(image.resolve("d")));
    }

    @Test
    void a_whiteout_removes_what_lower_layers_have() throws Exception {
        apply(file("etc/file", ""), file("etc/folder/file", ""), file("etc/other", ""));
        apply(file("etc/.wh.file", ""), file("etc/.wh.folder", ""), file("nowhere/.wh.x", ""));
        assertEquals(List.of("etc/other"), files());
    }

    @Test
    void a_whiteout_removes_nothing_of_its_own_layer() throws Exception {
        apply(file("etc/a", "lower"));
        apply(file("etc/a", "own"), file("etc/.wh.a", ""));
        assertEquals("own", read("etc/a"));
    }

    @Test
    void an_opaque_whiteout_removes_all_that_lower_layers_have_in_its_folder() throws Exception {
        apply(file("etc/a", ""), file("etc/b/c", ""), file("kept", ""));
        apply(file("etc/own", ""), file("etc/.wh..wh..opq", ""));
        assertEquals(List.of("etc/own", "kept"), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/../x", "../.wh.x", ".wh...", ".wh..", ".wh."})
    void a_path_that_leaves_the_image_is_refused(String name) throws Exception {
        Path neighbour = Files.createFile(image.resolveSibling("x"));
        assertThrows(IOException.class, () -> apply(file(name, "bad")));
        assertEquals("", Files.readString(neighbour));
    }

    @Test
    void a_hard_link_that_leaves_the_image_is_refused() throws Exception {
        Files.createFile(image.resolveSibling("x"));
        assertThrows(IOException.class, () -> apply(hardLink("a", "../x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jvm/java", "../../jvm/java", "../../../../../../jvm/java", "/../jvm/java"})
    void a_symbolic_link_leads_where_it_does_in_a_container(String text) throws Exception {
        apply(file("jvm/java", "found"), symbolicLink("usr/bin/java", text));
        assertEquals("found", read("usr/bin/java"));
        assertTrue(image.resolve("usr/bin/java").toRealPath().startsWith(image.toRealPath()));
    }

    @Test
    void a_symbolic_link_in_a_folder_that_is_one_leads_where_it_does_in_a_container() throws Exception {
        apply(
                file("opt/jdk/java", "found"),
                folder("usr/lib/deep"),
                symbolicLink("lib", "usr/lib/deep"),
                symbolicLink("lib/java", "../../../opt/jdk/java"));
        assertEquals("found", read("usr/lib/deep/java"));
    }

    @Test
    void what_is_written_through_a_symbolic_link_stays_in_the_image() throws Exception {
        apply(symbolicLink("out", outside.toString()), folder("sub"), symbolicLink("up", "../../.."));
        apply(folder(outside.toString()), file("out/a", "inside"), file("up/b", "inside"));
        assertEquals("inside", read("out/a"));
        assertEquals("inside", read("b"));
        assertFalse(Files.exists(outside.resolve("a")));
        assertFalse(Files.exists(outside.resolve("deep/b")));
    }

    @Test
    void a_file_that_replaces_a_symbolic_link_leaves_alone_what_that_led_to() throws Exception {
        apply(file("a", "old"), symbolicLink("b", "a"), symbolicLink("dangling", "nowhere"));
        apply(file("b", "new"), file("dangling", "new"));
        assertEquals(List.of("old", "new", "new"), List.of(read("a"), read("b"), read("dangling")));
    }

    @Test
    void a_hard_link_is_the_same_file_even_through_a_symbolic_one() throws Exception {
        apply(
                file("a/file", "found"),
                symbolicLink("b/c/symbolic", "../../a/file"),
                hardLink("hard", "b/c/symbolic"),
                hardLink("d", "/a/file"));
        assertEquals(List.of("found", "found"), List.of(read("hard"), read("d")));
        assertFalse(Files.isSymbolicLink(image.resolve("hard")));
    }

    @Test
    void a_program_stays_executable_and_a_file_keeps_its_time() throws Exception {
        var program = file("bin/java", "");
        program.entry.setMode(0755);
        apply(program, file("lib/modules", ""));
        assertTrue(Files.isExecutable(image.resolve("bin/java")));
        assertFalse(Files.isExecutable(image.resolve("lib/modules")));
        assertEquals(DATE, Files.getLastModifiedTime(image.resolve("lib/modules")));
    }

    @Test
    void devices_are_left_out() throws Exception {
        apply(new Entry(new TarArchiveEntry("dev/null", TarConstants.LF_CHR), ""), file("dev/a", ""));
        assertEquals(List.of("dev/a"), files());
    }

    private record Entry(TarArchiveEntry entry, String content) {}

    private static Entry file(String name, String content) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length());
        entry.setLastModifiedTime(DATE);
        return new Entry(entry, content);
    }

    private static Entry folder(String name) {
        return new Entry(new TarArchiveEntry(name + "/"), "");
    }

    private static Entry symbolicLink(String name, String text) {
        return link(name, TarConstants.LF_SYMLINK, text);
    }

    private static Entry hardLink(String name, String of) {
        return link(name, TarConstants.LF_LINK, of);
    }

    private static Entry link(String name, byte kind, String text) {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(text);
        return new Entry(entry, "");
    }

    private void apply(Entry... entries) throws IOException {
        var layer = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(layer)) {
            for (Entry entry : entries) {
                tar.putArchiveEntry(entry.entry);
                tar.write(entry.content.getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        }
        root.apply(() -> new ByteArrayInputStream(layer.toByteArray()));
    }

    private String read(String file) throws IOException {
        return Files.readString(image.resolve(file));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(image)) {
            return all.filter(file -> !Files.isDirectory(file))
                    .map(file -> image.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
