package dev.rota.shifts.absences;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.WithStatus;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.Window;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** A person's time off, {@code [startsAt, endsAt)}: requested, then approved or declined. */
@Entity
@Table(name = "absence")
public class Absence implements WithStatus {

    public static final Mapping<Absence> MAPPING = new Mapping<>(
            Absence.class,
            "absence",
            "id, person_id, starts_at, ends_at, reason, status, version, created_at, updated_at",
            Absence::new);

    /** What began earlier than this before is over. */
    public static final Duration LONGEST = AbsenceFields.LONGEST_ELAPSED;

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "person_id", updatable = false)
    public UUID person;

    @Column(name = "starts_at", updatable = false)
    public Instant startsAt;

    @Column(name = "ends_at", updatable = false)
    public Instant endsAt;

    @Column(updatable = false)
    public String reason;

    @Convert(converter = AbsenceStatus.Column.class)
    public AbsenceStatus status = AbsenceStatus.REQUESTED;

    @Version
    public int version;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    public Instant updatedAt = createdAt;

    /** For Hibernate. */
    Absence() {}

    private Absence(Row row) {
        id = row.getUUID(0);
        person = row.getUUID(1);
        startsAt = Mapping.instant(row, 2);
        endsAt = Mapping.instant(row, 3);
        reason = row.getString(4);
        status = AbsenceStatus.Column.INSTANCE.convertToEntityAttribute(row.getString(5));
        version = row.getInteger(6);
        createdAt = Mapping.instant(row, 7);
        updatedAt = Mapping.instant(row, 8);
    }

    Absence(AbsenceFields fields) {
        person = fields.user();
        startsAt = fields.start();
        endsAt = fields.end();
        reason = fields.reason();
    }

    @Override
    public AbsenceStatus status() {
        return status;
    }

    public Window window() {
        return new Window(startsAt, endsAt);
    }

    public Clash clash() {
        return new Clash(id, startsAt, endsAt);
    }

    /**
     * Decisions are idempotent and final.
     *
     * @throws ProblemException 409 if another decision was taken
     */
    void requireUndecidedBut(AbsenceStatus decision) {
        if (status != AbsenceStatus.REQUESTED && status != decision) {
            throw ProblemException.conflict("absence-decided", "The absence is " + status + ".", Map.of());
        }
    }

    void approve() {
        become(AbsenceStatus.APPROVED);
    }

    void decline() {
        become(AbsenceStatus.DECLINED);
    }

    /**
     * Also withdraws an approved absence.
     *
     * @throws ProblemException 409 if it was declined, or was approved and is over
     */
    void withdraw() {
        if (status != AbsenceStatus.APPROVED) {
            become(AbsenceStatus.WITHDRAWN);
        } else if (endsAt.isAfter(Instants.now())) {
            set(AbsenceStatus.WITHDRAWN);
        } else {
            throw ProblemException.conflict("absence-over", "The absence is over.", Map.of());
        }
    }

    private void become(AbsenceStatus decision) {
        requireUndecidedBut(decision);
        if (status != decision) {
            set(decision);
        }
    }

    private void set(AbsenceStatus next) {
        status = next;
        updatedAt = Instants.now();
    }
}
