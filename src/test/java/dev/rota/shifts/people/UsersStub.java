package dev.rota.shifts.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A users service on bare sockets, which can misbehave in every way that a socket allows. */
public class UsersStub implements QuarkusTestResourceLifecycleManager {

    /** What the stub does with a connection, which is closed afterwards. */
    @FunctionalInterface
    interface Behaviour {

        void serve(Connection connection) throws IOException, InterruptedException;
    }

    /** A whole answer, or the beginning of one that goes on after {@code body}. */
    static String answer(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Status\r\n" + headers + "\r\n" + body;
    }

    /** The same answer to every request. */
    static Behaviour answering(String answer) {
        return connection -> {
            while (connection.request() != null) {
                connection.send(answer);
            }
        };
    }

    /** The users of every request, as users itself shows them. */
    static Behaviour knowing(String status) {
        return knowing(status, 0);
    }

    /** The same, after a pause in milliseconds. */
    static Behaviour knowing(String status, int pause) {
        return connection -> {
            for (var request = connection.request(); request != null; request = connection.request()) {
                Thread.sleep(pause);
                connection.send(request.answer(status));
            }
        };
    }

    static String user(String id, String status) {
        return json(
                200,
                "application/json",
                "{\"id\": \"%s\", \"name\": \"Ada\", \"knownAs\": [\"Ada\"], \"status\": \"%s\"}"
                        .formatted(id, status));
    }

    /** @param many whether it is a query for many people, and not about one of them */
    record Request(String line, boolean many, List<String> ids) {

        private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        static Request of(String line, String body) {
            return new Request(
                    line,
                    line.equals("POST /v1/users/query HTTP/1.1"),
                    ID.matcher(line + body).results().map(MatchResult::group).toList());
        }

        /** All of whom are of this status; whoever asks is {@link #STAFF}. */
        String answer(String status) {
            if (line.equals("GET /v1/users/me HTTP/1.1")) {
                return user(STAFF, "ACTIVE");
            }
            return many ? answer(status, ids, List.of()) : user(ids.get(0), status);
        }

        static String answer(String status, List<String> ids, List<String> unknown) {
            return json(
                    200,
                    "application/json",
                    "{\"items\": [%s], \"unknown\": [%s]}"
                            .formatted(
                                    ids.stream()
                                            .map(id -> "{\"id\": \"%s\", \"status\": \"%s\"}".formatted(id, status))
                                            .collect(joining(",")),
                                    unknown.stream().map(id -> '"' + id + '"').collect(joining(","))));
        }
    }

    static String json(int status, String mediaType, String body) {
        return answer(status, "Content-Type: " + mediaType + "\r\nContent-Length: " + body.length() + "\r\n", body);
    }

    /** Waits for a request, sends this and goes on with the rest. */
    static Behaviour beginning(String answer, Behaviour rest) {
        return connection -> {
            connection.request();
            connection.send(answer);
            rest.serve(connection);
        };
    }

    /** As fast as the client takes it or, with a pause in milliseconds, at leisure. */
    static Behaviour forEver(String text, int pause) {
        return connection -> {
            while (true) {
                connection.send(text);
                Thread.sleep(pause);
            }
        };
    }

    /** The person whose token the tests send. */
    static final String STAFF = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00";

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private volatile Behaviour behaviour;
    private volatile ServerSocket server;

    @Override
    public Map<String, String> start() {
        listen(0);
        return Map.of(
                "quarkus.rest-client.users.url",
                "http://localhost:" + server.getLocalPort(),
                // So that nothing but what a test does asks users.
                "rota.callers.fresh",
                "PT1H");
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(UsersStub.class));
    }

    /** From now on, on new connections only, counting from 0; with {@code null}, nobody listens any more. */
    void become(Behaviour wanted) {
        behaviour = wanted;
        if (wanted == null) {
            stop();
        } else if (server.isClosed()) {
            listen(server.getLocalPort());
        }
        open.forEach(UsersStub::close);
        connections.set(0);
        requests.set(0);
        sent.set(0);
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /** How many bytes clients, or the buffers of their sockets, have taken. */
    long sent() {
        return sent.get();
    }

    /** How many connections nobody has closed yet. */
    int open() {
        return open.size();
    }

    private void listen(int port) {
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(() -> accept(server));
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var socket = from.accept();
                open.add(socket);
                var connection = new Connection(socket, connections.incrementAndGet());
                thread(() -> serve(connection));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Connection connection) {
        try {
            behaviour.serve(connection);
        } catch (IOException | InterruptedException e) {
            // The client has hung up, as it should on most of what this does.
        } finally {
            open.remove(connection.socket);
            close(connection.socket);
        }
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "users-stub");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection of the client. */
    final class Connection {

        /** 1 for the first since the stub became what it is. */
        final int number;

        private final Socket socket;
        private final BufferedReader in;

        private Connection(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        }

        /** The next request; {@code null} when the client has closed the connection. */
        Request request() throws IOException {
            String line = in.readLine();
            if (line == null) {
                return null;
            }
            requests.incrementAndGet();
            int length = 0;
            for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase().startsWith("content-length:")) {
                    length = Integer.parseInt(header.replaceFirst(".*:\\s*", ""));
                }
            }
            var body = new StringBuilder();
            while (body.length() < length) {
                body.append((char) in.read());
            }
            return Request.of(line, body.toString());
        }

        void send(String text) throws IOException {
            byte[] bytes = text.getBytes(US_ASCII);
            socket.getOutputStream().write(bytes);
            sent.addAndGet(bytes.length);
        }

        void untilTheClientHangsUp() throws IOException {
            while (in.read() >= 0) {
                // What it says does not matter.
            }
        }
    }
}
