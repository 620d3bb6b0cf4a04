package dev.rota.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/images asks the build for, which a stand-in writes down. */
class ImagesScriptTest {

    @TempDir
    Path folder;

    @Test
    void a_program_is_built_as_the_tag_of_its_image() throws Exception {
        assertEquals(List.of("tag=1.2.3 version=1.2.3", "tag=1.2.3 version=1.2.3"), builds(Map.of()));
    }

    @Test
    void a_program_that_will_be_trained_is_built_as_the_tag_of_the_trained_image() throws Exception {
        program("jdk/bin/java", "echo AOTCacheOutput");
        assertEquals(
                List.of("tag=1.2.3-untrained version=1.2.3", "tag=1.2.3-untrained version=1.2.3"),
                builds(Map.of(
                        "ROTA_AOT", "true", "JAVA_HOME", folder.resolve("jdk").toString())));
    }

    private List<String> builds(Map<String, String> environment) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("scripts"));
        Files.copy(Path.of("scripts/images"), folder.resolve("scripts/images"));
        program("mvnw", "echo \"$@\" >>calls");
        var builder = new ProcessBuilder(
                        "bash", folder.resolve("scripts/images").toString(), "localhost:5000", "1.2.3")
                .redirectErrorStream(true);
        builder.environment().remove("ROTA_AOT");
        builder.environment().putAll(environment);
        var script = builder.start();
        String said = new String(script.getInputStream().readAllBytes());
        assertEquals(0, script.waitFor(), said);
        return Files.readAllLines(folder.resolve("calls")).stream()
                .filter(call -> call.contains(" package "))
                .map(call -> "tag=" + option(call, "container-image.tag") + " version="
                        + option(call, "application.version"))
                .toList();
    }

    private void program(String name, String does) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        file.toFile().setExecutable(true);
    }

    private static String option(String call, String name) {
        var option = Pattern.compile("-Dquarkus\\." + name + "=(\\S+)").matcher(call);
        return option.find() ? option.group(1) : "none";
    }
}
