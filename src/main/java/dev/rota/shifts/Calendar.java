package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shared.Digest;
import dev.rota.shared.Instants;
import dev.rota.shared.Text;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.constraints.NotNull;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.UuidGenerator;

/** A person's published shifts for whoever has the token, until it is revoked. */
@Entity
@Table(name = "calendar")
class Calendar {

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

    /** The token itself is kept nowhere. */
    @Column(name = "token_digest", updatable = false)
    String tokenDigest;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    /** {@code null} while the token is good. */
    @Column(name = "revoked_at")
    Instant revokedAt;

    /** For Hibernate. */
    Calendar() {}

    Calendar(Fields fields, String token) {
        person = fields.user;
        name = fields.name;
        tokenDigest = Digest.sha256(token);
    }

    /** 256 random bits, as an address may hold them. */
    static String newToken() {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Once is as good as twice. */
    void revoke() {
        if (revokedAt == null) {
            revokedAt = Instants.now();
        }
    }

    /** What a client asks for. */
    @Schema(name = "CalendarFields", additionalProperties = Schema.False.class)
    record Fields(
            @NotNull
            @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "The id of an active user.")
            UUID user,

            @Text(max = 100)
            @Schema(
                    examples = "Ada's phone",
                    minLength = 1,
                    maxLength = 100,
                    nullable = true,
                    description = "Tells a person's calendars apart, and is their name where they are subscribed to.")
            String name) {}

    /** What a client sees. */
    @Schema(name = "Calendar")
    record View(
            @Schema(required = true, examples = "01980a61-0000-7000-8000-000000000001")
            UUID id,

            @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
            UUID user,

            @Schema(nullable = true, examples = "Ada's phone")
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(
                    examples = "/v1/feeds/q7Yx0k9c4mJ2vW8sT1bN5hR3fL6dZ0aPgKuEoXiVyCw.ics",
                    description =
                            "The address of the feed, for whoever is to read it: it is secret, and told here, by the answer"
                                    + " to the POST, and never again.")
            String path,

            @Schema(required = true, examples = "0", description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,

            @Schema(nullable = true, description = "Since when there is no feed any more.")
            Instant revokedAt) {

        /** @param path {@code null} for everybody but the one who asked for the calendar */
        View(Calendar calendar, String path) {
            this(
                    calendar.id,
                    calendar.person,
                    calendar.name,
                    path,
                    calendar.version,
                    calendar.createdAt,
                    calendar.revokedAt);
        }

        View(Calendar calendar) {
            this(calendar, null);
        }
    }
}
