package dev.rota.users.identities;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.wire.Instants;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** How an OpenID provider knows a person. Made and removed, and never changed. */
@Entity
@Table(name = "identity")
class Identity {

    static final Mapping<Identity> MAPPING =
            new Mapping<>(Identity.class, "identity", "id, user_id, issuer, subject, created_at", Identity::new);

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "user_id")
    UUID userId;

    String issuer;
    String subject;

    @Column(name = "created_at")
    Instant createdAt = Instants.now();

    /** For Hibernate. */
    Identity() {}

    private Identity(Row row) {
        id = row.getUUID(0);
        userId = row.getUUID(1);
        issuer = row.getString(2);
        subject = row.getString(3);
        createdAt = Mapping.instant(row, 4);
    }

    Identity(UUID userId, String issuer, String subject) {
        this.userId = userId;
        this.issuer = issuer;
        this.subject = subject;
    }
}
