package dev.rota.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The cluster that KUBECONFIG names: watched through its API, changed by the commands that people use. */
final class Cluster {

    static final KubernetesClient API = new KubernetesClientBuilder().build();

    /** Where the images are pushed to, and where the nodes pull them from. */
    static final String REGISTRY = System.getenv().getOrDefault("ROTA_REGISTRY", "localhost:5000");

    /** @param code the exit code */
    record Result(int code, String output) {}

    private Cluster() {}

    static List<String> nodes() {
        return API.nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .sorted()
                .toList();
    }

    static void createNamespace(String name, Map<String, String> labels) {
        API.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the pod has terminated, and returns whether it succeeded. */
    static boolean awaitEnd(String namespace, String pod) {
        return API.pods()
                .inNamespace(namespace)
                .withName(pod)
                .waitUntilCondition(
                        p -> List.of("Succeeded", "Failed")
                                .contains(p.getStatus().getPhase()),
                        60,
                        TimeUnit.SECONDS)
                .getStatus()
                .getPhase()
                .equals("Succeeded");
    }

    /** What kubectl prints; fails the test unless it succeeds. */
    static String kubectl(String... arguments) {
        return succeed(command(arguments));
    }

    /** For what may be refused. */
    static Result tryKubectl(String... arguments) {
        return run(command(arguments));
    }

    /** What the command prints, errors included; fails the test unless it succeeds. */
    static String succeed(List<String> command) {
        var result = run(command);
        if (result.code() != 0) {
            throw new AssertionError(
                    "`" + String.join(" ", command) + "` ended with " + result.code() + ":\n" + result.output());
        }
        return result.output();
    }

    static Result run(List<String> command) {
        try {
            Path output = Files.createTempFile("rota-command", ".out");
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(output.toFile())
                        .start();
                return new Result(process.waitFor(), Files.readString(output, UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        return command;
    }
}
