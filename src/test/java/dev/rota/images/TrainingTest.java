package dev.rota.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of images that cannot be trained here. */
class TrainingTest {

    private static final List<String> ENTRYPOINT =
            List.of("java", "-XX:TieredStopAtLevel=1", "-jar", "quarkus-run.jar");
    private static final String HERE = System.getProperty("os.arch").replace("aarch64", "arm64");

    @TempDir
    Path folder;

    private Registry registry;

    @BeforeEach
    void start() {
        registry = new Registry();
        System.setProperty("quarkus.container-image.insecure", "true");
    }

    @AfterEach
    void stop() {
        System.clearProperty("quarkus.container-image.insecure");
        System.clearProperty("quarkus.jib.platforms");
        registry.close();
    }

    @Test
    void images_of_another_architecture_are_shipped_untrained() throws Exception {
        push("s390x", "exit 0");
        assertShippedUntrained("the images are for linux/s390x, and this machine is ");
    }

    @Test
    void images_of_several_platforms_are_shipped_untrained_for_all_of_them() throws Exception {
        System.setProperty("quarkus.jib.platforms", "linux/s390x,linux/riscv64");
        push("s390x", "exit 0", "riscv64");
        var said = ship(false);
        assertEquals("not trained: the images are for more than one platform", said.get(0));
        assertTrue(registry.manifest("rota-users", "1").contains("riscv64"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void images_whose_jvm_does_not_start_here_are_shipped_untrained() throws Exception {
        push(HERE, "echo 'no such library'; echo more; exit 127");
        assertShippedUntrained("the JVM of the image does not start here: no such library");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void images_whose_jvm_is_too_old_are_shipped_untrained() throws Exception {
        push(HERE, "echo 'bool UseSerialGC = true'");
        assertShippedUntrained("the JVM of the image makes no AOT caches; a JDK 25 does");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void images_whose_programs_do_not_start_here_are_shipped_untrained() throws Exception {
        push(HERE, "case $1 in *PrintFlagsFinal) echo AOTCacheOutput ;; *) exit 1 ;; esac");
        assertShippedUntrained("a program does not start here: users ended");
    }

    @Test
    void images_that_cannot_be_trained_are_an_error_where_that_is_required() throws Exception {
        push("s390x", "exit 0");
        var error = assertThrows(IllegalStateException.class, () -> ship(true));
        assertTrue(error.getMessage().startsWith("the images are for linux/s390x"), error::getMessage);
        assertFalse(registry.has("rota-users", "1"));
    }

    private void assertShippedUntrained(String reason) throws Exception {
        var said = ship(false);
        assertTrue(said.get(0).startsWith("not trained: " + reason), said::toString);
        assertEquals(
                List.of(
                        "pushed " + registry.address() + "/rota-users:1",
                        "pushed " + registry.address() + "/rota-shifts:1",
                        "pushed " + registry.address() + "/rota-board:1"),
                said.subList(1, said.size()));
        for (String image : List.of("rota-users", "rota-shifts", "rota-board")) {
            assertEquals(ENTRYPOINT, registry.entrypoint(image, "1"));
        }
    }

    private List<String> ship(boolean required) throws Exception {
        return Training.ship(registry.address() + "/rota-", "1-untrained", "1", required);
    }

    /** Images with a shell script as their JVM. */
    private void push(String architecture, String java, String... others) throws Exception {
        Path program = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + java + "\n");
        var layer = FileEntriesLayer.builder()
                .addEntry(program, AbsoluteUnixPath.get("/usr/bin/java"), FilePermissions.fromOctalString("755"))
                .build();
        for (String module : List.of("users", "shifts", "board")) {
            var image = Jib.fromScratch()
                    .setPlatforms(Set.of(new Platform(architecture, "linux")))
                    .addFileEntriesLayer(layer)
                    .setEntrypoint(ENTRYPOINT);
            for (String other : others) {
                image.addPlatform(other, "linux");
            }
            image.containerize(
                    Containerizer.to(RegistryImage.named(registry.address() + "/rota-" + module + ":1-untrained"))
                            .setAllowInsecureRegistries(true));
        }
    }
}
