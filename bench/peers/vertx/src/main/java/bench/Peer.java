package bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ceiling: Vert.x, its client for PostgreSQL, and JSON written field by field, on one event loop. Of Rota's operations
 * it has those that bench/compare measures.
 */
public final class Peer extends AbstractVerticle {

    private static final int CONNECTIONS = 8;
    private static final int MOST_BYTES = 64 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private static final String USER =
            "SELECT id, name, email, phone, zone, roles, status, version, created_at, updated_at FROM users WHERE id = $1";
    private static final String SHIFTS = "SELECT id, assignee_id, starts_at, ends_at, zone, location, role, notes,"
            + " override_reason, claimed_by, status, version, created_at, updated_at FROM shift"
            + " WHERE starts_at > $1 AND starts_at < $2 AND ends_at > $3 ORDER BY starts_at, id LIMIT $4";
    private static final String INSERT =
            "INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, role, notes,"
                    + " status, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10)";

    private PreparedQuery<RowSet<Row>> user;
    private PreparedQuery<RowSet<Row>> shifts;
    private PreparedQuery<RowSet<Row>> insert;

    public static void main(String[] args) {
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
                .deployVerticle(new Peer())
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    /** By the variables of Rota's own deployment. */
    @Override
    public void start() {
        var server = new PgConnectOptions()
                .setHost(System.getenv("DB_HOST"))
                .setPort(Integer.parseInt(System.getenv("DB_PORT")))
                .setDatabase(System.getenv("DB_NAME"))
                .setUser(System.getenv("DB_USER"))
                .setPassword(System.getenv("DB_PASSWORD"))
                .setCachePreparedStatements(true);
        var pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(server)
                .using(vertx)
                .build();
        user = pool.preparedQuery(USER);
        shifts = pool.preparedQuery(SHIFTS);
        insert = pool.preparedQuery(INSERT);
        var router = Router.router(vertx);
        router.get("/v1/users/:id").handler(this::getUser);
        router.get("/v1/shifts").handler(this::listShifts);
        router.post("/v1/shifts")
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::createShift);
        vertx.createHttpServer()
                .requestHandler(router)
                .listen(Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT")), System.getenv("QUARKUS_HTTP_HOST"));
    }

    private void getUser(RoutingContext context) {
        UUID id;
        try {
            id = UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            problem(context, 404, "There is nothing at this address.");
            return;
        }
        user.execute(Tuple.of(id)).onFailure(e -> unavailable(context, e)).onSuccess(rows -> {
            if (rows.size() == 0) {
                problem(context, 404, "There is no user with this id.");
                return;
            }
            var row = rows.iterator().next();
            context.response().putHeader("ETag", "\"" + row.getInteger(7) + "\"");
            answer(context, 200, json -> {
                json.writeStartObject();
                json.writeStringField("id", row.getUUID(0).toString());
                json.writeStringField("name", row.getString(1));
                json.writeStringField("email", row.getString(2));
                json.writeStringField("phone", row.getString(3));
                json.writeStringField("zone", row.getString(4));
                json.writeArrayFieldStart("roles");
                for (String role : row.getArrayOfStrings(5)) {
                    json.writeString(role);
                }
                json.writeEndArray();
                json.writeStringField("status", row.getString(6));
                json.writeNumberField("version", row.getInteger(7));
                json.writeStringField("createdAt", instant(row, 8).toString());
                json.writeStringField("updatedAt", instant(row, 9).toString());
                json.writeEndObject();
            });
        });
    }

    private void listShifts(RoutingContext context) {
        Tuple values;
        try {
            var from = OffsetDateTime.parse(context.request().getParam("from"));
            var to = OffsetDateTime.parse(context.request().getParam("to"));
            int limit = Integer.parseInt(context.request().getParam("limit"));
            if (limit < 1 || limit > 500) {
                throw new IllegalArgumentException();
            }
            values = Tuple.of(from.minusDays(1), to, from, limit);
        } catch (RuntimeException e) {
            problem(context, 400, "The request is not valid.");
            return;
        }
        shifts.execute(values)
                .onFailure(e -> unavailable(context, e))
                .onSuccess(rows -> answer(context, 200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (var row : rows) {
                        var assignee = row.getUUID(1);
                        shift(
                                json,
                                row.getUUID(0),
                                assignee,
                                instant(row, 2),
                                instant(row, 3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                assignee != null && assignee.equals(row.getUUID(9)),
                                row.getString(10),
                                row.getInteger(11),
                                instant(row, 12),
                                instant(row, 13));
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private void createShift(RoutingContext context) {
        UUID assignee;
        Instant start;
        Instant end;
        String zone;
        String location;
        String role;
        String notes;
        String status;
        try {
            JsonObject body = context.body().asJsonObject();
            assignee = body.getString("assignee") == null ? null : UUID.fromString(body.getString("assignee"));
            start = OffsetDateTime.parse(body.getString("start")).toInstant();
            end = OffsetDateTime.parse(body.getString("end")).toInstant();
            zone = ZoneId.of(body.getString("zone")).getId();
            location = body.getString("location");
            role = body.getString("role");
            notes = body.getString("notes");
            status = body.getString("status", "DRAFT");
            var length = Duration.between(start, end);
            if (location == null
                    || location.isEmpty()
                    || location.length() > 100
                    || length.compareTo(Duration.ofMinutes(1)) < 0
                    || length.compareTo(Duration.ofHours(24)) > 0) {
                throw new IllegalArgumentException();
            }
        } catch (RuntimeException e) {
            problem(context, 400, "The request is not valid.");
            return;
        }
        var id = version7();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var values = Tuple.from(new Object[] {
            id,
            assignee,
            start.atOffset(ZoneOffset.UTC),
            end.atOffset(ZoneOffset.UTC),
            zone,
            location,
            role,
            notes,
            status,
            now.atOffset(ZoneOffset.UTC)
        });
        insert.execute(values)
                .onFailure(e -> {
                    if (e instanceof PgException refused && "23P01".equals(refused.getSqlState())) {
                        problem(context, 409, "The person is already booked at that time.");
                    } else {
                        unavailable(context, e);
                    }
                })
                .onSuccess(done -> {
                    context.response().putHeader("ETag", "\"0\"").putHeader("Location", "/v1/shifts/" + id);
                    answer(
                            context,
                            201,
                            json -> shift(
                                    json, id, assignee, start, end, zone, location, role, notes, null, false, status, 0,
                                    now, now));
                });
    }

    private static UUID version7() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static void shift(
            JsonGenerator json,
            UUID id,
            UUID assignee,
            Instant start,
            Instant end,
            String zone,
            String location,
            String role,
            String notes,
            String overrideReason,
            boolean claimed,
            String status,
            int version,
            Instant created,
            Instant updated)
            throws IOException {
        var at = ZoneId.of(zone);
        json.writeStartObject();
        json.writeStringField("id", id.toString());
        json.writeStringField("assignee", assignee == null ? null : assignee.toString());
        json.writeStringField("start", start.toString());
        json.writeStringField("end", end.toString());
        json.writeStringField("zone", zone);
        json.writeStringField("localStart", local(start, at));
        json.writeStringField("localEnd", local(end, at));
        json.writeStringField("duration", Duration.between(start, end).toString());
        json.writeStringField("location", location);
        json.writeStringField("role", role);
        json.writeStringField("notes", notes);
        json.writeStringField("overrideReason", overrideReason);
        json.writeBooleanField("claimed", claimed);
        json.writeStringField("status", status);
        json.writeNumberField("version", version);
        json.writeStringField("createdAt", created.toString());
        json.writeStringField("updatedAt", updated.toString());
        json.writeEndObject();
    }

    private static String local(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(zone).toOffsetDateTime());
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void answer(RoutingContext context, int status, Body body) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(Buffer.buffer(bytes.toByteArray()));
    }

    private static void problem(RoutingContext context, int status, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("status", status)
                        .put("detail", detail)
                        .toBuffer());
    }

    private static void unavailable(RoutingContext context, Throwable failure) {
        problem(context, 503, String.valueOf(failure.getMessage()));
    }
}
