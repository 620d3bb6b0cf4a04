package dev.rota.shifts.roster;

import dev.rota.shared.database.Mapping;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * The published edition of a shift, which workers see. A trigger writes it whenever a {@link Shift} is written as
 * published, and when its cancellation is published.
 */
@Entity
@Table(name = "published_shift")
public class PublishedShift extends ShiftEdition {

    public static final Mapping<PublishedShift> MAPPING =
            new Mapping<>(PublishedShift.class, "published_shift", COLUMNS, PublishedShift::new);

    /** For Hibernate. */
    public PublishedShift() {}

    private PublishedShift(Row row) {
        super(row);
    }
}
