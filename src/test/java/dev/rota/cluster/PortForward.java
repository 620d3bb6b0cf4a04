package dev.rota.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** `kubectl port-forward` to a port of a Service, `http` unless it says another, from a free one. */
final class PortForward implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    final int port;

    PortForward(String namespace, String service) {
        this(namespace, service, "http");
    }

    PortForward(String namespace, String service, String target) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "port-forward", ".log");
            process = new ProcessBuilder("kubectl", "-n", namespace, "port-forward", "service/" + service, ":" + target)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Awaitility.await("port-forward; its log is " + output)
                    .atMost(30, SECONDS)
                    .until(() -> {
                        String printed = Files.readString(output);
                        assertTrue(process.isAlive(), printed);
                        return PORT.matcher(printed).find();
                    });
            var line = PORT.matcher(Files.readString(output));
            line.find();
            port = Integer.parseInt(line.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
