package dev.rota.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts/access writes, with a kubectl that answers as a cluster would. AccessDrillTest uses it on one. */
class AccessScriptTest {

    @TempDir
    Path folder;

    private record Result(int code, String output) {}

    @BeforeEach
    void kubectl() throws IOException {
        Path kubectl = Files.createDirectories(folder.resolve("bin")).resolve("kubectl");
        Files.writeString(kubectl, """
                #!/bin/sh
                echo "$*" >>"${0%/*}/asked"
                case $* in
                  'config view'*) printf '%s' '{"certificate-authority-data":"Q0E=","server":"https://cluster:6443"}' ;;
                  'get rolebindings'*)
                    echo 'kube-system '
                    echo 'rota-production rota-production-viewers'
                    echo 'rota-staging rota-staging-viewers other'
                    echo 'rota-staging rota-staging-developers'
                    ;;
                  'get csr'*) printf 'Q0VSVA==' ;;
                  *'create token'*) echo 'a.token' ;;
                esac
                """);
        assertTrue(kubectl.toFile().setExecutable(true));
    }

    @Test
    void a_persons_key_is_in_a_file_of_her_own_with_a_context_for_each_environment() throws Exception {
        var result = access("person", "ada", "rota-staging-developers,rota-production-viewers,rota-staging-viewers");
        assertEquals(0, result.code, result.output);
        assertEquals("ada.kubeconfig: rota-staging rota-production\n", result.output);
        var config = onlyOwnerReads("ada.kubeconfig");
        assertEquals(
                List.of("rota-staging/rota-staging", "rota-production/rota-production"),
                config.getContexts().stream()
                        .map(context ->
                                context.getName() + "/" + context.getContext().getNamespace())
                        .toList());
        assertEquals("rota-staging", config.getCurrentContext());
        var user = config.getUsers().get(0);
        assertEquals("ada", user.getName());
        assertEquals("Q0VSVA==", user.getUser().getClientCertificateData());
        String key = new String(Base64.getDecoder().decode(user.getUser().getClientKeyData()));
        assertTrue(key.contains("PRIVATE KEY"));
        assertEquals(
                "https://cluster:6443", config.getClusters().get(0).getCluster().getServer());
    }

    @Test
    void a_pipelines_token_is_in_a_file_with_its_environment_as_the_context() throws Exception {
        var result = access("pipeline", "rota-staging", "10");
        assertEquals(0, result.code, result.output);
        var config = onlyOwnerReads("rota-staging-pipeline.kubeconfig");
        assertEquals(1, config.getContexts().size());
        assertEquals("rota-staging", config.getContexts().get(0).getContext().getNamespace());
        assertEquals("a.token", config.getUsers().get(0).getUser().getToken());
    }

    @Test
    void a_file_that_it_wrote_is_renewed_also_one_that_others_may_read() throws Exception {
        access("-o", "mine", "pipeline", "rota-staging");
        Files.setPosixFilePermissions(folder.resolve("mine"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(0, access("-o", "mine", "pipeline", "rota-staging").code);
        onlyOwnerReads("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"person ada rota-staging-developers", "pipeline rota-staging"})
    void another_file_is_kept_and_nothing_is_issued(String line) throws Exception {
        Files.writeString(folder.resolve("config"), "apiVersion: v1\n");
        Files.createDirectories(folder.resolve("taken"));
        for (String file : List.of("config", "taken", "missing/config")) {
            assertRefused(("-o " + file + " " + line).split(" "));
        }
        assertEquals("apiVersion: v1\n", Files.readString(folder.resolve("config")));
        Path asked = folder.resolve("bin/asked");
        assertFalse(Files.exists(asked) && Files.readString(asked).contains("create"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-o",
                "-o file",
                "person ada",
                "person Ada rota-staging-developers",
                "person ada system:masters",
                "person ada rota-nowhere-developers",
                "person ada rota-staging",
                "person ada rota-staging-developers,",
                "person ada rota-staging-developers 9",
                "person ada/O=system:masters rota-staging-developers",
                "pipeline Rota",
                "pipeline ../rota",
                "pipeline rota-staging 1441",
                "somebody ada x"
            })
    void bad_input_is_answered_in_one_line_and_leaves_no_file(String line) throws Exception {
        assertRefused(line.split(" "));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("bin", "output"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private Config onlyOwnerReads(String name) throws IOException {
        Path file = folder.resolve(name);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            // And there is no other one.
            assertEquals(
                    List.of("bin", name, "output").stream().sorted().collect(Collectors.toList()),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        }
        return Serialization.unmarshal(Files.readString(file), Config.class);
    }

    private void assertRefused(String... arguments) throws Exception {
        var result = access(arguments);
        assertNotEquals(0, result.code, String.join(" ", arguments));
        assertEquals(1, result.output.lines().count(), result.output);
        assertTrue(result.output.startsWith("scripts/access: "), result.output);
    }

    private Result access(String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of("scripts/access").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return new Result(builder.start().waitFor(), Files.readString(folder.resolve("output")));
    }
}
