package dev.rota.support;

import dev.rota.local.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** A PostgreSQL of a test's own, always at the same port and on the same data, that can fail in several ways. */
public class OwnDatabase implements QuarkusTestResourceLifecycleManager {

    /** The silent listener and its connections. */
    private final Queue<Closeable> silence = new ConcurrentLinkedQueue<>();

    private Path folder;
    private int port;
    private LocalPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("rota-test").resolve("postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startServer();
        port = postgres.port();
        return postgres.settings();
    }

    /** After {@link Databases}, which every test has, so that these settings are the ones that count. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OwnDatabase.class));
    }

    @Override
    public void stop() {
        shutDown();
        Folders.delete(folder.getParent());
    }

    /** @see Databases#connection(String) */
    public Connection connection(String module) throws SQLException {
        return Databases.connection(postgres, module);
    }

    /** The same as the superuser, who may do anything. */
    public Connection superuser(String module) throws SQLException {
        return postgres.database(module, "postgres").getConnection();
    }

    /** What the server logs. */
    public Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    /** What the server logged with this text in it. */
    public List<String> logged(String text) {
        try (var lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startServer() {
        try {
            for (var socket : silence) {
                socket.close();
            }
            silence.clear();
            postgres = LocalPostgres.start(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As at a restart: its data stay. */
    public void shutDown() {
        postgres.close();
    }

    /** As the kernel does when memory runs out. */
    public void kill() {
        var server = processes();
        server.get(0).destroyForcibly();
        server.forEach(process -> process.onExit().join());
        // Nothing is left to stop; this gives up the lock on the folder.
        shutDown();
    }

    /** SIGSTOP: connections stay open, the kernel accepts new ones, and nothing answers. */
    public void freeze() {
        signal("-STOP", processes());
        // Those that the postmaster began in between.
        signal("-STOP", processes());
    }

    /** The same of the one process that serves a connection. */
    public void freeze(long backend) {
        signal(
                "-STOP",
                processes().stream().filter(process -> process.pid() == backend).toList());
    }

    public void thaw() {
        signal("-CONT", processes());
    }

    /** Stopped; a listener on its port accepts connections and never answers, until the server is started again. */
    public void beSilent() {
        shutDown();
        try {
            var listener = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
            silence.add(listener);
            var thread = new Thread(() -> accept(listener), "silence");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                silence.add(listener.accept());
            }
        } catch (IOException e) {
            // Closed: the loop ends.
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The postmaster and then its children. */
    private List<ProcessHandle> processes() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
            var postmaster = ProcessHandle.of(pid).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
