package dev.rota.support;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ways by which the board reaches users and shifts, which are in the same JVM as it is. Each can be cut, and what the
 * test itself asks goes on.
 */
public class Relays implements QuarkusTestResourceLifecycleManager {

    private final Relay users = new Relay();
    private final Relay shifts = new Relay();

    @Override
    public Map<String, String> start() {
        users.open();
        shifts.open();
        return Map.of(
                "quarkus.rest-client.board-users.url", users.address(),
                "quarkus.rest-client.board-shifts.url", shifts.address());
    }

    @Override
    public void stop() {
        List.of(users, shifts).forEach(Relay::cut);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Relays.class));
    }

    public Relay users() {
        return users;
    }

    public Relay shifts() {
        return shifts;
    }

    /** A port that passes on, byte for byte. */
    public static final class Relay {

        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private int port;
        private volatile ServerSocket server;
        private volatile boolean isSilent;

        private String address() {
            return "http://localhost:" + port;
        }

        /** From now on it passes on again. */
        public void open() {
            if (server == null || server.isClosed() || isSilent) {
                cut();
                isSilent = false;
                listen();
            }
        }

        /** Its port is closed, and so are all connections. */
        public void cut() {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sockets.forEach(Relay::end);
            sockets.clear();
        }

        /** It takes what is sent, and answers nothing. */
        public void fallSilent() {
            cut();
            isSilent = true;
            listen();
        }

        private void listen() {
            // The port is free only once the thread that listened there has noticed.
            server = await().ignoreException(BindException.class)
                    .until(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), Objects::nonNull);
            port = server.getLocalPort();
            var own = server;
            thread(() -> accept(own));
        }

        private void accept(ServerSocket own) {
            while (!own.isClosed()) {
                try {
                    var client = own.accept();
                    sockets.add(client);
                    if (own.isClosed()) {
                        // It was closed a moment ago.
                        end(client);
                    } else if (!isSilent) {
                        var there = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
                        sockets.add(there);
                        thread(() -> pass(client, there));
                        thread(() -> pass(there, client));
                    }
                } catch (IOException e) {
                    // It was closed.
                }
            }
        }

        private void pass(Socket from, Socket to) {
            try (from;
                    to;
                    InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One of them has ended.
            } finally {
                sockets.remove(from);
                sockets.remove(to);
            }
        }

        private static void thread(Runnable work) {
            var thread = new Thread(work, "relay");
            thread.setDaemon(true);
            thread.start();
        }

        private static void end(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // Then it has ended.
            }
        }
    }
}
