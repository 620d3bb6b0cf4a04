package dev.rota.bench;

import dev.rota.support.Api;
import dev.rota.support.Databases;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** People and shifts in the databases that all programs use, and what is asked of them. */
final class Workload {

    private static final int PEOPLE = 10_000;
    /** A week has so many shifts, and no person two of them. */
    private static final int SHIFTS = 100;

    private static final int WEEKS = 200;
    private static final Instant MONDAY = Instant.parse("2030-01-07T00:00:00Z");

    private final List<String> people;
    private final AtomicInteger planned = new AtomicInteger();

    /** @param body {@code null} for none */
    record Request(HttpMethod method, String path, String body) {}

    private Workload(List<String> people) {
        this.people = people;
    }

    /** In databases that have their schema, and nothing else. */
    static Workload fill() throws SQLException {
        var people = new ArrayList<String>();
        try (var connection = Databases.connection("users");
                var statement = connection.createStatement()) {
            try (var ids = statement.executeQuery("""
                    INSERT INTO users (id, name, email, phone, zone, roles, status, version, created_at, updated_at)
                    SELECT uuidv7(), 'Person Number ' || i, 'person.' || i || '@example.com', '+4930' || 1000000 + i,
                        'Europe/Berlin', '{barista,keyholder}', 'ACTIVE', 0, now(), now()
                    FROM generate_series(1, %d) AS i RETURNING id""".formatted(PEOPLE))) {
                while (ids.next()) {
                    people.add(ids.getString(1));
                }
            }
            // Autovacuum would come in the middle of something.
            statement.execute("VACUUM ANALYZE users");
        }
        try (var connection = Databases.connection("shifts");
                var statement = connection.createStatement();
                var insert = connection.prepareStatement("""
                        INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, role, status, version,
                            created_at, updated_at)
                        SELECT uuidv7(), (?::uuid[])[1 + i %% %d], starts, starts + interval '8 hours', 'Europe/Berlin',
                            'Place ' || i %% 5, 'barista', 'PUBLISHED', 0, now(), now()
                        FROM generate_series(0, %d) AS i, LATERAL (SELECT timestamptz '%s'
                            + make_interval(weeks => i / %d, days => i %% 7, hours => 6)) AS shift (starts)""".formatted(PEOPLE, WEEKS * SHIFTS - 1, MONDAY, SHIFTS))) {
            insert.setArray(1, connection.createArrayOf("uuid", people.toArray()));
            insert.execute();
            statement.execute("VACUUM ANALYZE shift");
        }
        return new Workload(people);
    }

    /** Another one each time, so that nobody is planned twice at a time. */
    Request next(Operation operation) {
        return switch (operation) {
            case USER -> get("/v1/users/" + people.get(random(people.size())));
            case WEEK -> {
                var from = MONDAY.plus(7L * random(WEEKS), ChronoUnit.DAYS);
                yield get("/v1/shifts" + Api.query("from", from, "to", from.plus(7, ChronoUnit.DAYS), "limit", SHIFTS));
            }
            case OPEN -> plan(0);
            case ASSIGNED -> {
                int number = planned.getAndIncrement();
                yield plan(2L * (number / people.size()), "assignee", people.get(number % people.size()));
            }
        };
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static Request get(String path) {
        return new Request(HttpMethod.GET, path, null);
    }

    /** @param day after the last one that has shifts */
    private static Request plan(long day, Object... fields) {
        var start = MONDAY.plus(7L * WEEKS + day, ChronoUnit.DAYS);
        var body = Api.with(
                Map.of(
                        "start", start.toString(),
                        "end", start.plus(Duration.ofHours(8)).toString(),
                        "zone", "Europe/Berlin",
                        "location", "Place 1",
                        "role", "barista"),
                fields);
        return new Request(HttpMethod.POST, "/v1/shifts", Api.json(body));
    }
}
