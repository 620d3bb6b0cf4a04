package dev.rota.local;

import dev.rota.local.LocalProvider.Account;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one-command start: both modules and their database, until Ctrl-C. */
@QuarkusMain
public class Main implements QuarkusApplication {

    private static final String USAGE = """
            usage: scripts/start [--clean] [--port N]
                   scripts/start --sample ADDRESS
              --clean            begin with empty databases and the sample data again
              --port N           listen on port N (8080)
              --sample ADDRESS   only load the sample data, into the Rota at http://…, with the token ROTA_TOKEN
            Data are kept in the folder ROTA_DATA (.rota).""";

    private static final Account SAMPLE = Account.program("sample", "planner", "administrator");

    /** Who can sign in: sample people, and programs. */
    private static final List<Account> ACCOUNTS = List.of(
            Account.person("ada", "Ada Lovelace", "ada.lovelace@example.com"),
            Account.person("grace", "Grace Hopper", "grace.hopper@example.com", "planner"),
            Account.person("alan", "Alan Turing", "alan.turing@example.com", "planner", "administrator"),
            Account.program("reader", "reader"),
            Account.program("shifts", "service"),
            SAMPLE);

    /** The provider's port, from the application's one. */
    private static final int PROVIDER = 100;

    private static DataFolder data;
    private static LocalProvider provider;
    private static int port = 8080;
    private static int managementPort;
    /** Where else the sample data go, and nothing is started. */
    private static String elsewhere;

    public static void main(String... args) {
        try {
            if (List.of(args).contains("--help")) {
                System.out.println(USAGE);
            } else {
                start(args);
            }
        } catch (Refusal e) {
            System.err.println("rota: " + e.getMessage());
            // Not on a signal: no shutdown hook waits for this thread.
            System.exit(1);
        }
    }

    private static void start(String... args) throws Refusal {
        boolean clean = parse(args);
        if (elsewhere != null) {
            loadElsewhere();
            return;
        }
        port = freePort(port);
        managementPort = freePort(0);
        try (var folder = DataFolder.open(System.getenv("ROTA_DATA"))) {
            data = folder;
            if (clean) {
                folder.empty();
            }
            try (var postgres = LocalPostgres.start(folder.postgres(), 0);
                    var signIn = signIn()) {
                provider = signIn;
                run(postgres);
            }
        } catch (IOException e) {
            throw new Refusal(DataFolder.reason(e));
        }
    }

    /** For a day, loading again does nothing, because the keys of its requests are known. */
    private static void loadElsewhere() throws Refusal {
        try {
            // The loader has patience, which an address where nobody listens is not worth.
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(elsewhere + "/v1/users?limit=1"))
                                    .build(),
                            BodyHandlers.discarding());
            var progress = Files.createTempFile("rota-sample", "");
            try {
                new Sample(elsewhere, System.getenv("ROTA_TOKEN"), progress).load();
            } finally {
                Files.delete(progress);
            }
        } catch (ConnectException e) {
            throw new Refusal("nothing answers at " + elsewhere);
        } catch (IOException e) {
            throw new Refusal("the sample data could not be loaded into " + elsewhere + ": " + DataFolder.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the application has stopped. */
    private static void run(LocalPostgres postgres) throws Refusal {
        postgres.settings().forEach(System::setProperty);
        provider.settings().forEach(System::setProperty);
        System.setProperty("quarkus.http.port", Integer.toString(port));
        System.setProperty("quarkus.management.port", Integer.toString(managementPort));
        // On Ctrl-C the JVM exits after its last shutdown hook, so one of them has to wait for the database.
        var stopped = new CountDownLatch(1);
        var wait = new Thread(() -> await(stopped));
        Runtime.getRuntime().addShutdownHook(wait);
        var failure = new Throwable[1];
        try {
            Quarkus.run(Main.class, (code, problem) -> failure[0] = problem);
        } finally {
            postgres.close();
            stopped.countDown();
        }
        if (failure[0] != null) {
            Throwable cause = failure[0];
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new Refusal("the application failed: " + cause);
        }
    }

    /** Called by Quarkus once both modules serve. */
    @Override
    public int run(String... args) throws Exception {
        String address = "http://localhost:" + port;
        new Sample(address, provider.token(SAMPLE), data.sample()).load();
        System.out.printf("""

                Rota is running.
                  The board     %1$s
                  Swagger UI    %1$s/q/swagger-ui
                  Sign in as    ada (worker), grace (planner) or alan (planner and administrator), without a password
                  A token       token=$(curl -s -d grant_type=password -d client_id=curl -d username=grace -d password=- \\
                                  %2$s | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/;t;d')
                  Who is on?    curl --oauth2-bearer "$token" '%1$s/v1/shifts/now'
                  Who is who?   curl --oauth2-bearer "$token" '%1$s/v1/users?limit=5'
                  Health        http://localhost:%3$d/q/health
                  Metrics       http://localhost:%3$d/q/metrics
                  Data          %4$s (scripts/start --clean empties it)
                Ctrl-C stops everything.

                """, address, provider.tokens(), managementPort, data);
        Quarkus.waitForExit();
        return 0;
    }

    private static boolean parse(String... args) throws Refusal {
        boolean clean = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--clean" -> clean = true;
                case "--port" -> {
                    i++;
                    if (i == args.length || !args[i].matches("[0-9]{1,5}") || Integer.parseInt(args[i]) > 65535) {
                        throw new Refusal("--port takes a number up to 65535");
                    }
                    port = Integer.parseInt(args[i]);
                }
                case "--sample" -> {
                    i++;
                    if (i == args.length || !args[i].matches("https?://[^/?#]+")) {
                        throw new Refusal("--sample takes the address of a Rota, such as http://localhost:8080");
                    }
                    elsewhere = args[i];
                }
                default -> throw new Refusal("unknown option " + args[i] + "; scripts/start --help lists them");
            }
        }
        return clean;
    }

    /** At the same port each time where possible, because users knows people by their provider's address. */
    private static LocalProvider signIn() throws IOException {
        try {
            return LocalProvider.start((port + PROVIDER) % 65536, ACCOUNTS);
        } catch (IOException e) {
            return LocalProvider.start(0, ACCOUNTS);
        }
    }

    /** @param port 0 for any */
    private static int freePort(int port) throws Refusal {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Refusal("port " + port + " cannot be used (" + e.getMessage() + "); choose another with --port");
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
