package bench;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What most would write in Java: Spring MVC on virtual threads, JdbcClient, HikariCP. Of Rota's operations it has those
 * that bench/compare measures.
 */
@SpringBootApplication
public class Peer {

    public static void main(String[] args) {
        SpringApplication.run(Peer.class, args);
    }

    record User(
            UUID id,
            String name,
            String email,
            String phone,
            String zone,
            List<String> roles,
            String status,
            int version,
            Instant createdAt,
            Instant updatedAt) {}

    record Shift(
            UUID id,
            UUID assignee,
            Instant start,
            Instant end,
            String zone,
            OffsetDateTime localStart,
            OffsetDateTime localEnd,
            Duration duration,
            String location,
            String role,
            String notes,
            String overrideReason,
            boolean claimed,
            String status,
            int version,
            Instant createdAt,
            Instant updatedAt) {}

    record Page(List<Shift> items) {}

    record Fields(
            UUID assignee,
            @NotNull OffsetDateTime start,
            @NotNull OffsetDateTime end,
            @NotNull String zone,
            @NotNull @Size(min = 1, max = 100) String location,
            @Size(max = 32) String role,
            @Size(max = 2000) String notes,
            String status) {}

    @RestController
    static class Api {

        private static final String USER = "SELECT id, name, email, phone, zone, roles, status, version, created_at,"
                + " updated_at FROM users WHERE id = :id";
        private static final String SHIFTS = "SELECT id, assignee_id, starts_at, ends_at, zone, location, role, notes,"
                + " override_reason, claimed_by, status, version, created_at, updated_at FROM shift"
                + " WHERE starts_at > :earliest AND starts_at < :to AND ends_at > :from"
                + " ORDER BY starts_at, id LIMIT :limit";
        private static final String INSERT =
                "INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";

        private final JdbcClient database;

        Api(JdbcClient database) {
            this.database = database;
        }

        @GetMapping("/v1/users/{id}")
        ResponseEntity<User> user(@PathVariable UUID id) {
            return database.sql(USER)
                    .param("id", id)
                    .query(Api::user)
                    .optional()
                    .map(user -> ResponseEntity.ok()
                            .eTag(Integer.toString(user.version))
                            .body(user))
                    .orElse(ResponseEntity.notFound().build());
        }

        private static User user(ResultSet row, int number) throws SQLException {
            return new User(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    List.of((String[]) row.getArray(6).getArray()),
                    row.getString(7),
                    row.getInt(8),
                    instant(row, 9),
                    instant(row, 10));
        }

        @GetMapping("/v1/shifts")
        Page list(
                @RequestParam OffsetDateTime from,
                @RequestParam OffsetDateTime to,
                @RequestParam @Min(1) @Max(500) int limit) {
            return new Page(database.sql(SHIFTS)
                    .param("earliest", from.minusDays(1))
                    .param("to", to)
                    .param("from", from)
                    .param("limit", limit)
                    .query(Api::shift)
                    .list());
        }

        private static Shift shift(ResultSet row, int number) throws SQLException {
            var assignee = row.getObject(2, UUID.class);
            return shift(
                    row.getObject(1, UUID.class),
                    assignee,
                    instant(row, 3),
                    instant(row, 4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    assignee != null && assignee.equals(row.getObject(10, UUID.class)),
                    row.getString(11),
                    row.getInt(12),
                    instant(row, 13),
                    instant(row, 14));
        }

        private static Instant instant(ResultSet row, int column) throws SQLException {
            return row.getObject(column, OffsetDateTime.class).toInstant();
        }

        private static Shift shift(
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
                Instant updated) {
            var at = ZoneId.of(zone);
            return new Shift(
                    id,
                    assignee,
                    start,
                    end,
                    zone,
                    start.atZone(at).toOffsetDateTime(),
                    end.atZone(at).toOffsetDateTime(),
                    Duration.between(start, end),
                    location,
                    role,
                    notes,
                    overrideReason,
                    claimed,
                    status,
                    version,
                    created,
                    updated);
        }

        @PostMapping("/v1/shifts")
        ResponseEntity<Shift> create(@Valid @RequestBody Fields body) {
            var length = Duration.between(body.start, body.end);
            if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(Duration.ofHours(24)) > 0) {
                return ResponseEntity.badRequest().build();
            }
            var id = version7();
            var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            var status = body.status == null ? "DRAFT" : body.status;
            database.sql(INSERT)
                    .params(
                            id,
                            body.assignee,
                            body.start,
                            body.end,
                            body.zone,
                            body.location,
                            body.role,
                            body.notes,
                            status,
                            now.atOffset(ZoneOffset.UTC),
                            now.atOffset(ZoneOffset.UTC))
                    .update();
            var shift = shift(
                    id,
                    body.assignee,
                    body.start.toInstant(),
                    body.end.toInstant(),
                    body.zone,
                    body.location,
                    body.role,
                    body.notes,
                    null,
                    false,
                    status,
                    0,
                    now,
                    now);
            return ResponseEntity.created(URI.create("/v1/shifts/" + id))
                    .eTag("0")
                    .body(shift);
        }

        private static UUID version7() {
            var random = ThreadLocalRandom.current();
            return new UUID(
                    System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                    random.nextLong() >>> 2 | 0x8000000000000000L);
        }

        @ExceptionHandler(DataIntegrityViolationException.class)
        ProblemDetail refused(DataIntegrityViolationException e) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "The person is already booked at that time.");
        }
    }
}
