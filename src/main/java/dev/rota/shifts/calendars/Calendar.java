package dev.rota.shifts.calendars;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.wire.Digest;
import dev.rota.shared.wire.Instants;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** The secret address of a calendar feed of one person's published shifts, valid until it is revoked. */
@Entity
@Table(name = "calendar")
class Calendar {

    /** See {@link #newToken}. */
    static final String TOKEN_PATTERN = "^[A-Za-z0-9_-]{43}$";

    static final Mapping<Calendar> MAPPING = new Mapping<>(
            Calendar.class,
            "calendar",
            "id, person_id, name, token_digest, version, created_at, revoked_at",
            Calendar::new);

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "person_id", updatable = false)
    UUID person;

    @Column(updatable = false)
    String name;

    /** The token itself is not stored. */
    @Column(name = "token_digest", updatable = false)
    String tokenDigest;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    /** {@code null} while the token is valid. */
    @Column(name = "revoked_at")
    Instant revokedAt;

    /** For Hibernate. */
    Calendar() {}

    private Calendar(Row row) {
        id = row.getUUID(0);
        person = row.getUUID(1);
        name = row.getString(2);
        tokenDigest = row.getString(3);
        version = row.getInteger(4);
        createdAt = Mapping.instant(row, 5);
        revokedAt = Mapping.instant(row, 6);
    }

    Calendar(CalendarFields fields, String token) {
        person = fields.user();
        name = fields.name();
        tokenDigest = Digest.sha256(token);
    }

    /** 256 random bits in URL-safe Base64. */
    static String newToken() {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The path of the calendar feed, see {@link CalendarFeedResource}. */
    static String feedPath(String token) {
        return "/v1/feeds/" + token + ".ics";
    }

    /** Idempotent. */
    void revoke() {
        if (revokedAt == null) {
            revokedAt = Instants.now();
        }
    }
}
