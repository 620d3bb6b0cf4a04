package dev.rota.shifts.roster;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.WithStatus;
import dev.rota.shared.wire.Instants;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.annotations.UuidGenerator;

/** What the planned and the published edition of a shift have in common: work at a place in {@code [startsAt, endsAt)}. */
@MappedSuperclass
public abstract class ShiftEdition implements WithStatus {

    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** By the clock of its place, so that a shift of 24 hours fits into every night. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** What that can be in real elapsed time. */
    public static final Duration LONGEST_ELAPSED = LONGEST.plus(Window.CLOCK_CHANGE);

    /** By name: places have a few, and a list has them many times. */
    private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

    /** Of both editions. */
    static final String COLUMNS = "id, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, "
            + "override_reason, status, version, created_at, updated_at";

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "assignee_id")
    public UUID assignee;

    /** The last claimant; the assignee has claimed the shift only if it is the same person. */
    @Column(name = "claimed_by")
    public UUID claimedBy;

    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    public String zone;
    public String location;
    public String role;
    public String notes;

    /** Why a {@link Warning} about this shift is accepted. */
    @Column(name = "override_reason")
    public String overrideReason;

    @Convert(converter = ShiftStatus.Column.class)
    public ShiftStatus status = ShiftStatus.DRAFT;

    @Version
    public int version;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    public Instant updatedAt = createdAt;

    ShiftEdition() {}

    /** @param row begins with the {@link #COLUMNS} */
    ShiftEdition(Row row) {
        id = row.getUUID(0);
        assignee = row.getUUID(1);
        claimedBy = row.getUUID(2);
        startsAt = Mapping.instant(row, 3);
        endsAt = Mapping.instant(row, 4);
        zone = row.getString(5);
        location = row.getString(6);
        role = row.getString(7);
        notes = row.getString(8);
        overrideReason = row.getString(9);
        status = ShiftStatus.Column.INSTANCE.convertToEntityAttribute(row.getString(10));
        version = row.getInteger(11);
        createdAt = Mapping.instant(row, 12);
        updatedAt = Mapping.instant(row, 13);
    }

    @Override
    public final ShiftStatus status() {
        return status;
    }

    final boolean isClaimed() {
        return assignee != null && assignee.equals(claimedBy);
    }

    /** The place's; UTC if it was written by a program with a newer time zone database. */
    public final ZoneId zone() {
        return ZONES.computeIfAbsent(zone, ShiftEdition::find);
    }

    private static ZoneId find(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    public final Window window() {
        return new Window(startsAt, endsAt);
    }

    /**
     * The constraint {@code shift_duration} and the trigger {@code shift_within_a_day} say the same.
     *
     * @param zone of the place
     */
    public static boolean isOfPossibleLength(Instant start, Instant end, ZoneId zone) {
        var elapsed = Duration.between(start, end);
        var byTheClock = Duration.between(LocalDateTime.ofInstant(start, zone), LocalDateTime.ofInstant(end, zone));
        return elapsed.compareTo(SHORTEST) >= 0
                && elapsed.compareTo(LONGEST_ELAPSED) <= 0
                && byTheClock.compareTo(LONGEST) <= 0;
    }
}
