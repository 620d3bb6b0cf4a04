package dev.rota.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** scripts/start, with a Maven and a Java that only say what the real ones would. */
class StartScriptTest {

    private static final String DOWNLOADS = """
            echo '[INFO] Scanning for projects...'
            echo 'Downloading from central: https://repo.example.com/maven2/a/1/a-1.pom'
            echo 'Downloaded from central: https://repo.example.com/maven2/a/1/a-1.pom (2.5 kB at 10 kB/s)'
            for i in 0 1 2 3 4 5 6 7 8 9; do
              echo "[INFO] Downloading from central: https://repo.example.com/maven2/b/1/b-$i.jar"
              echo "[INFO] Downloaded from central: https://repo.example.com/maven2/b/1/b-$i.jar (12 MB at 3.4 MB/s)"
            done
            echo '[INFO] --- compiler:3.16.0:compile (default-compile) @ rota ---'
            """;

    @TempDir
    Path folder;

    private record Result(int code, String output) {}

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.copy(Path.of("scripts/start"), folder.resolve("scripts/start"));
        folder.resolve("scripts/start").toFile().setExecutable(true);
        program("jdk/bin/java", "echo \"java $* on <${ROTA_DATA-unset}>\"");
    }

    @Test
    void where_nobody_looks_on_a_download_is_a_line_for_every_50_megabytes() throws Exception {
        program("mvnw", DOWNLOADS);
        var result = start(Map.of());
        assertEquals(0, result.code, result.output);
        assertEquals(
                List.of(
                        "Building Rota. The first time, Maven downloads itself, the libraries and PostgreSQL: about 250 MB.",
                        "60 MB in 6 files; downloading b-4.jar",
                        "108 MB in 10 files; downloading b-8.jar",
                        "java -jar target/quarkus-app/quarkus-run.jar --port 9000 on <unset>"),
                result.output.lines().toList());
        assertTrue(Files.readString(folder.resolve("target/start.log")).contains("Scanning for projects"));
    }

    @Test
    void on_a_terminal_it_is_one_line_that_moves() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no util-linux");
        program("mvnw", DOWNLOADS);
        var result = run(Map.of(), "/usr/bin/script", "-qec", "scripts/start --port 9000", "/dev/null");
        assertEquals(0, result.code, result.output);
        var lines = result.output.split("\r?\n");
        assertEquals(2, lines.length, result.output);
        var shown = lines[1].split("\r\u001b\\[K");
        assertTrue(List.of(shown).contains("0 MB in 1 files; downloading b-0.jar"), lines[1]);
        assertTrue(List.of(shown).contains("120 MB in 11 files; compiler:3.16.0:compile (default-compile)"), lines[1]);
        // It leaves nothing behind.
        assertTrue(lines[1].endsWith("\r\u001b[Kjava -jar target/quarkus-app/quarkus-run.jar --port 9000 on <unset>"));
    }

    @Test
    void what_went_wrong_is_said() throws Exception {
        program("mvnw", DOWNLOADS + "echo '[ERROR] COMPILATION ERROR'; echo '[ERROR] Ada.java is wrong'; exit 1");
        var result = start(Map.of());
        assertEquals(1, result.code);
        assertTrue(result.output.contains("[ERROR] COMPILATION ERROR\n[ERROR] Ada.java is wrong\n"), result.output);
        assertTrue(
                result.output.endsWith("rota: the build failed; everything that Maven said is in target/start.log\n"));
        assertFalse(result.output.contains("java -jar"), result.output);
    }

    @Test
    void what_stops_maven_itself_is_said() throws Exception {
        program("mvnw", "echo 'The java/javac command does not exist in PATH nor is JAVA_HOME set' >&2; exit 1");
        var result = start(Map.of());
        assertEquals(1, result.code);
        assertTrue(result.output.contains("The java/javac command does not exist"), result.output);
    }

    @Test
    void what_is_built_is_not_built_again() throws Exception {
        program("mvnw", "echo built; mkdir -p target/quarkus-app; touch target/quarkus-app/quarkus-run.jar");
        assertTrue(start(Map.of()).output.startsWith("Building"));
        assertTrue(start(Map.of()).output.startsWith("java -jar"));
    }

    /** The script itself runs in the folder above it. */
    @ParameterizedTest
    @CsvSource({"'',''", "/somewhere/data,/somewhere/data", "data,HERE/data", "../data,HERE/../data"})
    void a_path_is_meant_from_where_the_command_is_typed(String value, String meant) throws Exception {
        program("mvnw", "exit 0");
        var result = start(Map.of("ROTA_DATA", value));
        String expected = "on <" + meant.replace("HERE", folder.toRealPath().toString()) + ">";
        assertTrue(result.output.contains(expected), result.output);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Result start(Map<String, String> environment) throws Exception {
        return run(environment, "scripts/start", "--port", "9000");
    }

    private Result run(Map<String, String> environment, String... command) throws Exception {
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(command)
                .directory(folder.toRealPath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("ROTA_DATA");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return new Result(builder.start().waitFor(), Files.readString(output));
    }
}
