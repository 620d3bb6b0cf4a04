package dev.rota.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends requests to the services and the board at a constant rate, whatever the answers and however late (an open model), until it is
 * told to stop by SIGTERM. No request is ever repeated. Those to the services have a token of an OpenID provider, which is
 * asked for another one every 20 seconds; those to the board the sessions of browsers, each of which has signed in once, as {@link Session}
 * does it. Runs in a pod, by nothing but the JDK, and prints when it ends:
 *
 * <pre>
 * failed TIME METHOD PATH WHY      for each request that was not answered 2xx
 * created users|shifts ID          for each acknowledged write
 * answered COUNT p50 MS p99 MS longest MS
 * sent COUNT failed COUNT
 * </pre>
 */
public final class Load {

    enum Mix {
        /** Both services, by a person of users; seven of ten read, three write. One of fifty is a page of the board. */
        ALL,
        /** Shifts for somebody, so that shifts asks users each time, and about nobody else. */
        ASSIGNMENTS
    }

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    /** An account of the overlay local, which plans and administers. */
    private static final String LOGIN = "grant_type=password&client_id=curl&username=alan&password=alan";

    private static final long TOKEN_SECONDS = 20;

    /** Browsers that are signed in. Each asks every few seconds, as a page does that looks for what others have changed. */
    private static final int BROWSERS = 5;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final String users;
    private final String shifts;
    private final String tokens;
    private final List<Session> sessions;
    private final boolean fresh;
    private final Mix mix;
    private final int wellFirst;
    private final Instant beginning = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
    private final Semaphore underWay = new Semaphore(Integer.MAX_VALUE);
    private volatile String person;
    private volatile String token;
    private volatile boolean stopping;

    private Load(String users, String shifts, String board, String tokens, boolean fresh, Mix mix, int wellFirst) {
        this.users = users;
        this.shifts = shifts;
        this.tokens = tokens;
        sessions =
                Stream.generate(() -> new Session(http, board)).limit(BROWSERS).toList();
        this.fresh = fresh;
        this.mix = mix;
        this.wellFirst = wellFirst;
    }

    /**
     * Arguments: the addresses of users, of shifts, of the board and of tokens, requests a second, {@code fresh} or {@code kept}
     * connections, a mix, and how many are answered well before any counts.
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        // The client's own retries would hide failures.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection,host");
        var load = new Load(
                args[0],
                args[1],
                args[2],
                args[3],
                args[5].equals("fresh"),
                Mix.valueOf(args[6]),
                Integer.parseInt(args[7]));
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            load.stopping = true;
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        load.run(Integer.parseInt(args[4]));
    }

    private void run(int rate) throws InterruptedException, IOException {
        signIn();
        int first = begin();
        System.out.println("started");
        long start = System.nanoTime();
        int sent = 0;
        for (; !stopping; sent++) {
            long due = start + sent * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send(first + sent, due);
        }
        if (!underWay.tryAcquire(Integer.MAX_VALUE, ANSWER_LIMIT.toSeconds() + 5, TimeUnit.SECONDS)) {
            lines.add("failed " + Instant.now() + " - - some requests were never answered");
        }
        report(sent);
    }

    /** Once, and then again and again; while the provider is away, the last token serves on. */
    private void signIn() throws InterruptedException, IOException {
        var login = HttpRequest.newBuilder(URI.create(tokens))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(LOGIN))
                .build();
        HttpResponse<String> signedIn = first(login);
        // Keycloak takes one login of an account at a time.
        for (; signedIn.statusCode() != 200; signedIn = first(login)) {
            TimeUnit.SECONDS.sleep(1);
        }
        token = group(TOKEN, signedIn.body());
        var renewal = new Thread(() -> {
            while (!stopping) {
                try {
                    TimeUnit.SECONDS.sleep(TOKEN_SECONDS);
                    var answer = http.send(login, BodyHandlers.ofString());
                    if (answer.statusCode() == 200) {
                        token = group(TOKEN, answer.body());
                    }
                } catch (IOException e) {
                    // The provider is away.
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        renewal.setDaemon(true);
        renewal.start();
    }

    /**
     * One request after the other, until so many in a row are answered well: the client is cold too, and a new pod's
     * network policies take a moment. None of them counts.
     *
     * @return how many there were
     */
    private int begin() throws InterruptedException, IOException {
        HttpResponse<String> registered;
        if (mix == Mix.ALL) {
            // Whose token it is, so that their sign-in is linked; unless another load has been here.
            do {
                registered = first(post(users + "/v1/users", person("alan.turing")));
            } while (registered.statusCode() != 201 && registered.statusCode() != 409);
            for (var session : sessions) {
                session.signIn();
            }
        }
        do {
            registered =
                    first(post(users + "/v1/users", person(UUID.randomUUID().toString())));
        } while (registered.statusCode() != 201);
        person = group(ID, registered.body());
        int number = 0;
        for (int well = 0; well < wellFirst; number++) {
            var answer = first(request(number));
            keep(number, answer);
            well = answer.statusCode() / 100 == 2 ? well + 1 : 0;
        }
        return number;
    }

    /** Retries for a minute while nothing answers. */
    private HttpResponse<String> first(HttpRequest request) throws InterruptedException, IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return http.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                if (attempt == 60) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private HttpRequest request(int number) {
        return switch (mix == Mix.ASSIGNMENTS ? 9 : number % 10) {
            case 0, 5 -> get(users + "/v1/users?limit=10");
            case 1 -> get(users + "/v1/users/" + person);
            case 6 -> get(users + "/v1/users/me");
            case 2 -> get(shifts + "/v1/shifts?limit=10");
            case 3 -> get(shifts + "/v1/people/" + person + "/shifts?limit=10");
            case 4 -> isPage(number) ? browser(number).page(answerLimited()) : get(shifts + "/v1/shifts/now");
            case 7 -> post(users + "/v1/users", person(UUID.randomUUID().toString()));
            case 8 -> post(shifts + "/v1/shifts", shift(number, null));
            // Asks users.
            default -> post(shifts + "/v1/shifts", shift(number, person));
        };
    }

    private boolean isPage(int number) {
        return mix == Mix.ALL && number % 50 == 4;
    }

    /** Whose turn it is. */
    private Session browser(int number) {
        return sessions.get(number / 50 % BROWSERS);
    }

    private void keep(int number, HttpResponse<String> answer) {
        if (isPage(number)) {
            browser(number).keep(answer);
        }
    }

    private static String person(String name) {
        return """
                {"name": "Load", "email": "%s@example.com", "zone": "Europe/Berlin", "roles": ["barista"]}""".formatted(name);
    }

    /** Each in an hour of its own. */
    private String shift(int number, String assignee) {
        Instant start = beginning.plus(number, ChronoUnit.HOURS);
        return """
                {"start": "%s", "end": "%s", "zone": "Europe/Berlin", "location": "Load", "assignee": %s}""".formatted(start, start.plus(1, ChronoUnit.HOURS), assignee == null ? null : '"' + assignee + '"');
    }

    private HttpRequest get(String address) {
        return builder(address).GET().build();
    }

    private HttpRequest post(String address, String body) {
        return builder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder builder(String address) {
        return answerLimited().uri(URI.create(address)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder answerLimited() {
        var builder = HttpRequest.newBuilder().timeout(ANSWER_LIMIT);
        return fresh ? builder.header("Connection", "close") : builder;
    }

    /** @param due when it was due, in nanoseconds: latency includes the wait for a sender (no coordinated omission) */
    private void send(int number, long due) {
        var request = request(number);
        underWay.acquireUninterruptibly();
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, failure) -> {
            millis.add((System.nanoTime() - due) / 1_000_000);
            if (response != null) {
                keep(number, response);
            }
            judge(request, response, failure);
            underWay.release();
        });
    }

    private void judge(HttpRequest request, HttpResponse<String> response, Throwable failure) {
        if (failure != null || response.statusCode() / 100 != 2) {
            String why = failure != null
                    ? root(failure).toString()
                    : response.statusCode() + " "
                            + response.headers().firstValue("Location").orElse("") + response.body();
            lines.add("failed " + Instant.now() + " " + request.method() + " "
                    + request.uri().getPath() + " " + why.replace('\n', ' '));
        } else if (request.method().equals("POST")) {
            String module = request.uri().getPath().endsWith("/users") ? "users" : "shifts";
            lines.add("created " + module + " " + group(ID, response.body()));
        }
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static String group(Pattern pattern, String body) {
        var matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + body);
        }
        return matcher.group(1);
    }

    private void report(int sent) {
        lines.forEach(System.out::println);
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                "answered %d p50 %d p99 %d longest %d%n",
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                sorted[sorted.length - 1]);
        long failed = lines.stream().filter(line -> line.startsWith("failed")).count();
        System.out.printf("sent %d failed %d%n", sent, failed);
        System.out.flush();
    }
}
