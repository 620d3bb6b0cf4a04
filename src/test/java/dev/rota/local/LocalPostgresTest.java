package dev.rota.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPostgresTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void realPath() throws IOException {
        folder = temporary.toRealPath().resolve("postgres");
    }

    @Test
    void it_answers_on_loopback_to_who_knows_the_password_and_keeps_what_it_acknowledged() throws Exception {
        try (var server = LocalPostgres.start(folder, 0)) {
            for (String role : List.of("postgres", "users", "shifts")) {
                assertRefused("password", server, role, null);
                assertRefused("password authentication failed", server, role, "local");
            }
            var settings = server.settings();
            for (String module : List.of("users", "shifts")) {
                String password = settings.get(module.toUpperCase() + "_DB_PASSWORD");
                DriverManager.getConnection(address(server, module), module, password)
                        .close();
                assertRefused("password", server, module.equals("users") ? "shifts" : "users", password);
            }
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords"))));
            assertEquals("on", setting(server, "fsync"));
            assertEquals("on", setting(server, "synchronous_commit"));
            assertEquals("", setting(server, "unix_socket_directories"));
            for (InetAddress own : ownAddresses()) {
                try (var socket = new Socket()) {
                    assertThrows(
                            IOException.class,
                            () -> socket.connect(new InetSocketAddress(own, server.port()), 2000),
                            own.toString());
                }
            }
        }
    }

    @Test
    void what_a_killed_start_left_undone_is_done() throws Exception {
        // In the middle of initdb.
        Files.createDirectories(folder.resolve("base"));
        Files.createFile(folder.resolve("PG_VERSION"));
        String password;
        try (var server = LocalPostgres.start(folder, 0)) {
            password = server.settings().get("SHIFTS_DB_PASSWORD");
            // In the middle of the databases.
            execute(server, "DROP DATABASE shifts");
            execute(server, "DROP DATABASE users");
            execute(server, "DROP ROLE users");
        }
        try (var server = LocalPostgres.start(folder, 0)) {
            assertEquals(password, server.settings().get("SHIFTS_DB_PASSWORD"));
            for (String module : List.of("users", "shifts")) {
                server.database(module, module).getConnection().close();
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = SECONDS)
    void a_server_that_ends_at_once_is_not_waited_for_and_the_next_one_starts() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var failure = assertThrows(IOException.class, () -> LocalPostgres.start(folder, taken.getLocalPort()));
            assertTrue(
                    failure.getMessage().contains("PostgreSQL did not start: could not create any TCP/IP sockets; see"),
                    failure.getMessage());
        }
        LocalPostgres.start(folder, 0).close();
    }

    @Test
    void data_that_cannot_be_made_are_explained_by_what_made_them() throws Exception {
        Files.createFile(folder.resolveSibling("file"));
        var failure = assertThrows(
                IOException.class,
                () -> LocalPostgres.start(folder.resolveSibling("file").resolve("postgres"), 0));
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "postgres\n", "-1\n", "99999999999999999999\n", "\u00ff\u00fe\n"})
    void a_file_that_names_no_process_is_refused(String content) throws Exception {
        assertPidFileRefused("names no process", content);
    }

    @Test
    void a_process_that_is_not_this_server_lives_on() throws Exception {
        var other = new ProcessBuilder("sleep", "60").start();
        try {
            assertPidFileRefused("which is not the PostgreSQL of this folder", other.pid() + "\n" + folder + "\n");
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_server_of_another_folder_lives_on() throws Exception {
        Path others = folder.resolveSibling("other");
        try (var other = LocalPostgres.start(others, 0)) {
            String pid = Files.readAllLines(others.resolve("postmaster.pid")).get(0);
            assertPidFileRefused("which is not the PostgreSQL of this folder", pid);
            other.database("users", "users").getConnection().close();
        }
    }

    private void assertPidFileRefused(String why, String content) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("postmaster.pid"), content);
        for (var attempt : List.<Attempt>of(() -> LocalPostgres.start(folder, 0), () -> LocalPostgres.delete(folder))) {
            var failure = assertThrows(IOException.class, attempt::run);
            assertTrue(failure.getMessage().contains(why), failure.getMessage());
            assertEquals(1, failure.getMessage().lines().count());
            assertEquals(content, Files.readString(folder.resolve("postmaster.pid")));
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static void assertRefused(String why, LocalPostgres server, String role, String password) {
        String database = role.equals("postgres") ? "postgres" : role;
        var failure = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(address(server, database), role, password)
                        .close());
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    private static String address(LocalPostgres server, String database) {
        return "jdbc:postgresql://localhost:" + server.port() + "/" + database;
    }

    private static String setting(LocalPostgres server, String name) throws SQLException {
        try (var connection = server.database("postgres", "postgres").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('" + name + "')")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (var connection = server.database("postgres", "postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By which other machines reach this one. */
    private static List<InetAddress> ownAddresses() throws IOException {
        var addresses = new ArrayList<InetAddress>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .forEach(addresses::add);
        return addresses;
    }
}
