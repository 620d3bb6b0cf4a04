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
    void images_are_trained_and_built_as_the_tag_of_the_trained_ones() throws Exception {
        assertEquals(
                List.of(
                        "tag=1.2.3-untrained version=1.2.3",
                        "tag=1.2.3-untrained version=1.2.3",
                        "tag=1.2.3-untrained version=1.2.3",
                        "training localhost:5000 1.2.3-untrained 1.2.3"),
                calls(Map.of()));
    }

    @Test
    void training_can_be_left_out() throws Exception {
        assertEquals(
                List.of("tag=1.2.3 version=1.2.3", "tag=1.2.3 version=1.2.3", "tag=1.2.3 version=1.2.3"),
                calls(Map.of("ROTA_AOT", "false")));
    }

    @Test
    void training_can_be_required() throws Exception {
        assertEquals(
                "training localhost:5000 1.2.3-untrained 1.2.3 true",
                calls(Map.of("ROTA_AOT", "true")).get(3));
    }

    private List<String> calls(Map<String, String> environment) throws IOException, InterruptedException {
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
                .map(call -> call.contains(" package ")
                        ? "tag=" + option(call, "container-image.tag") + " version="
                                + option(call, "application.version")
                        : "training " + call.replaceFirst(".*-Dexec.args=", ""))
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
