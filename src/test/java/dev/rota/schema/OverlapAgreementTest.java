package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shifts.roster.Window;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Overlapping is implemented by two exclusion constraints, by two triggers and by the program. All agree, at every edge
 * and in both orders.
 */
class OverlapAgreementTest {

    /** {@code [start, end)} */
    private record Span(Instant start, Instant end) {

        static Span of(String start, String end) {
            return new Span(at(start), at(end));
        }

        private static Instant at(String time) {
            return LocalDate.EPOCH.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
        }
    }

    private static final Span GIVEN = Span.of("10:00:00", "12:00:00");

    private enum Other {
        LONG_BEFORE(false, "07:00:00", "09:00:00"),
        ENDS_A_SECOND_BEFORE(false, "08:00:00", "09:59:59"),
        ENDS_WHERE_IT_BEGINS(false, "08:00:00", "10:00:00"),
        ENDS_A_SECOND_IN(true, "08:00:00", "10:00:01"),
        OVER_ITS_START(true, "09:00:00", "11:00:00"),
        BEGINS_WITH_IT(true, "10:00:00", "11:00:00"),
        INSIDE(true, "10:30:00", "11:30:00"),
        ENDS_WITH_IT(true, "11:00:00", "12:00:00"),
        EQUAL(true, "10:00:00", "12:00:00"),
        AROUND(true, "09:00:00", "13:00:00"),
        OVER_ITS_END(true, "11:00:00", "13:00:00"),
        BEGINS_A_SECOND_BEFORE_ITS_END(true, "11:59:59", "14:00:00"),
        BEGINS_WHERE_IT_ENDS(false, "12:00:00", "14:00:00"),
        BEGINS_A_SECOND_LATER(false, "12:00:01", "14:00:00"),
        LONG_AFTER(false, "13:00:00", "15:00:00");

        private final boolean overlaps;
        private final Span span;

        Other(boolean overlaps, String start, String end) {
            this.overlaps = overlaps;
            this.span = Span.of(start, end);
        }
    }

    private static final UUID PERSON = UUID.randomUUID();

    private interface Insertion {
        void insert(Span span) throws SQLException;
    }

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = MigratedDatabase.connection("shifts");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @EnumSource
    void planned_shifts_of_one_person_do_not_overlap(Other other) throws SQLException {
        assertRefused(other, "shift_no_double_booking", this::plan, this::plan);
    }

    @ParameterizedTest
    @EnumSource
    void published_shifts_of_one_person_do_not_overlap(Other other) throws SQLException {
        assertRefused(other, "published_shift_no_double_booking", this::publish, this::publish);
    }

    @ParameterizedTest
    @EnumSource
    void an_absence_does_not_overlap_a_shift(Other other) throws SQLException {
        assertRefused(other, "absence_without_shift", this::plan, this::approve);
    }

    @ParameterizedTest
    @EnumSource
    void a_shift_does_not_overlap_an_absence(Other other) throws SQLException {
        assertRefused(other, "shift_no_double_booking", this::approve, this::plan);
    }

    @ParameterizedTest
    @EnumSource
    void the_program_says_the_same(Other other) {
        assertEquals(other.overlaps, overlaps(GIVEN, other.span), other + " comes second");
        assertEquals(other.overlaps, overlaps(other.span, GIVEN), other + " comes first");
    }

    private static boolean overlaps(Span one, Span other) {
        return new Window(one.start, one.end).overlaps(new Window(other.start, other.end));
    }

    private void assertRefused(Other other, String constraint, Insertion first, Insertion second) throws SQLException {
        first.insert(GIVEN);
        assertEquals(other.overlaps, isRefused(constraint, second, other.span), other + " comes second");
        first.insert(other.span);
        assertEquals(other.overlaps, isRefused(constraint, second, GIVEN), other + " comes first");
    }

    private boolean isRefused(String constraint, Insertion second, Span span) throws SQLException {
        try {
            second.insert(span);
            return false;
        } catch (SQLException e) {
            assertEquals("23P01", e.getSQLState(), e.getMessage());
            assertTrue(e.getMessage().contains("constraint \"" + constraint + '"'), e.getMessage());
            return true;
        } finally {
            connection.rollback();
        }
    }

    private void plan(Span span) throws SQLException {
        planFor(PERSON, UUID.randomUUID(), span);
    }

    /** Planned for nobody, so that only what is published is in the way. */
    private void publish(Span span) throws SQLException {
        var id = UUID.randomUUID();
        planFor(null, id, span);
        execute("""
                INSERT INTO published_shift
                    (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'Europe/Berlin', 'Harbour', 'PUBLISHED', 1, now(), now())""", id, PERSON, span);
        try (var statement = connection.createStatement()) {
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
    }

    private void planFor(UUID person, UUID id, Span span) throws SQLException {
        execute("""
                INSERT INTO shift
                    (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'Europe/Berlin', 'Harbour', 'DRAFT', 1, now(), now())""", id, person, span);
    }

    private void approve(Span span) throws SQLException {
        execute("""
                INSERT INTO absence (id, person_id, starts_at, ends_at, status, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'APPROVED', 1, now(), now())""", UUID.randomUUID(), PERSON, span);
    }

    private void execute(String insert, UUID id, UUID person, Span span) throws SQLException {
        try (var statement = connection.prepareStatement(insert)) {
            statement.setObject(1, id);
            statement.setObject(2, person);
            statement.setObject(3, span.start.atOffset(ZoneOffset.UTC));
            statement.setObject(4, span.end.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
