package dev.rota.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** One module as it is deployed: its own jar in its own process, configured by the environment as its image is. */
public final class PackagedService implements AutoCloseable {

    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;

    /** What a program is asked until it is ready. */
    public interface Probe {
        HttpResponse<String> of(PackagedService service) throws IOException, InterruptedException;
    }

    private PackagedService(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when the service is ready; one that does not get so is ended. */
    public static PackagedService start(String module, Map<String, String> environment) {
        return start(module, jars(module), environment, List.of(JAVA, "-jar", "quarkus-run.jar"));
    }

    /** The same in another folder, by another command. */
    public static PackagedService start(
            String module, Path folder, Map<String, String> environment, List<String> command) {
        return start(module, folder, environment, command, service -> service.manage("/q/health/ready"));
    }

    /** Of any program in the module's place, which is ready when the probe is answered with 200. */
    public static PackagedService start(
            String module, Path folder, Map<String, String> environment, List<String> command, Probe probe) {
        try {
            var service = launch(module, folder, environment, command);
            try {
                Awaitility.await(module + " to be ready; its log is " + service.log)
                        .atMost(Duration.ofSeconds(120))
                        .failFast(module + " ended; its log is " + service.log, () -> !service.process.isAlive())
                        .ignoreExceptions()
                        .until(() -> probe.of(service).statusCode() == 200);
                return service;
            } catch (ConditionTimeoutException | TerminalFailureException e) {
                service.close();
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The log of the migration that the init container runs; fails the test unless it ends well. */
    public static List<String> migrate(String module) throws IOException, InterruptedException {
        var classPath = String.join(File.pathSeparator, "app/*", "lib/main/*", "lib/boot/*");
        try (var service = launch(
                module, jars(module), Map.of(), List.of(JAVA, "-cp", classPath, "dev.rota.shared.startup.Migration"))) {
            assertEquals(0, service.process.waitFor(), () -> "its log is " + service.log);
            return service.log();
        }
    }

    private static PackagedService launch(
            String module, Path folder, Map<String, String> environment, List<String> command) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        Path log = Files.createTempFile(Path.of("target"), module, ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        if (!module.equals("board")) {
            builder.environment().putAll(database(module));
        }
        builder.environment().putAll(Tokens.settings());
        // All requests come from a handful of callers.
        builder.environment().put("RATE_LIMIT_PERSON", "0");
        builder.environment().put("RATE_LIMIT_CALENDAR", "0");
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("QUARKUS_HTTP_HOST", "localhost");
        return new PackagedService(builder.start(), log, port, managementPort);
    }

    /** The folder that the build for this module wrote. */
    public static Path jars(String module) {
        return Path.of("target", module, "quarkus-app");
    }

    /** How images start their programs, by another JVM and with more options. */
    public static List<String> command(String java, List<String> options) throws IOException {
        var command = entrypoint();
        command.set(0, java);
        command.addAll(1, options);
        return command;
    }

    private static List<String> entrypoint() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(reader);
        }
        return new ArrayList<>(
                List.of(properties.getProperty("quarkus.jib.jvm-entrypoint").split(",")));
    }

    public String address() {
        return "http://localhost:" + port;
    }

    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path);
    }

    /** Without a token. */
    public HttpResponse<String> look(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address() + path)).build(), BodyHandlers.ofString());
    }

    /** From the management port. */
    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return get(managementPort, path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        var address = URI.create("http://localhost:" + port + path);
        return HTTP.send(request(address).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = request(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", Tokens.of(Tokens.STAFF));
    }

    /** The CPU time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The bytes of memory that it has now, as Linux counts them. */
    public long resident() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end. */
    public void terminate() {
        process.destroy();
    }

    /** Asks it to end, and waits until it has. */
    public void end() throws InterruptedException {
        terminate();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The five variables of the deployment contract, for this module's database. */
    public static Map<String, String> database(String module) {
        var settings = Databases.server().settings();
        String prefix = module.toUpperCase() + "_DB_";
        return Map.of(
                "DB_HOST", settings.get(prefix + "HOST"),
                "DB_PORT", settings.get(prefix + "PORT"),
                "DB_NAME", settings.get(prefix + "NAME"),
                "DB_USER", settings.get(prefix + "USER"),
                "DB_PASSWORD", settings.get(prefix + "PASSWORD"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
