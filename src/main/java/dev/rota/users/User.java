package dev.rota.users;

import dev.rota.shared.Instants;
import dev.rota.shared.Text;
import dev.rota.shared.Zone;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.UuidGenerator;

/** A person, as the database keeps one. */
@Entity
@Table(name = "users")
class User {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    String name;
    String email;
    String phone;
    String zone;
    String[] roles;

    @Enumerated(EnumType.STRING)
    UserStatus status = UserStatus.ACTIVE;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    User() {}

    User(Fields fields) {
        set(fields);
    }

    final void replace(Fields fields) {
        set(fields);
        updatedAt = Instants.now();
    }

    void become(UserStatus wanted) {
        if (status != wanted) {
            status = wanted;
            updatedAt = Instants.now();
        }
    }

    Fields fields() {
        return new Fields(name, email, phone, zone, Set.of(roles));
    }

    private void set(Fields fields) {
        name = fields.name;
        email = fields.email;
        phone = fields.phone;
        zone = fields.zone;
        roles = new TreeSet<>(fields.roles).toArray(String[]::new);
    }

    /** What a client may write. Surrounding white space is not part of a name or an e-mail address. */
    @Schema(name = "UserFields", additionalProperties = Schema.False.class)
    record Fields(
            @NotNull @Text(max = 200) @Schema(examples = "Ada Lovelace", minLength = 1, maxLength = 200)
            String name,

            @NotNull
            @Email(regexp = ".+@.+")
            @Text(min = 3, max = 254)
            @Schema(
                    examples = "ada@example.com",
                    format = "email",
                    minLength = 3,
                    maxLength = 254,
                    description = "Unique, without regard to case.")
            String email,

            @Pattern(
                    regexp = "\\+[1-9][0-9]{1,14}",
                    message = "must be a phone number in E.164 form, such as +4930123456")
            @Schema(
                    examples = "+4930123456",
                    pattern = "^\\+[1-9][0-9]{1,14}$",
                    nullable = true,
                    description = "E.164.")
            String phone,

            @Zone
            @Schema(
                    examples = "Europe/Berlin",
                    nullable = true,
                    description = "Where the person lives: a zone of the IANA database.")
            String zone,

            @Size(max = 20)
            @Schema(examples = "[\"barista\", \"keyholder\"]", description = "What the person can be planned for.")
            Set<@NotNull @Pattern(regexp = ROLE, message = ROLE_MESSAGE) String> roles) {

        static final String ROLE = "^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";
        static final String ROLE_MESSAGE = "must be a code of 1 to 32 lower-case letters, digits and inner hyphens";

        Fields {
            name = name == null ? null : name.strip();
            email = email == null ? null : email.strip();
            roles = roles == null ? Set.of() : roles;
        }
    }

    /** What a client sees. */
    @Schema(name = "User")
    record View(
            @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", required = true)
            UUID id,

            @Schema(examples = "Ada Lovelace", required = true)
            String name,

            @Schema(examples = "ada@example.com", required = true)
            String email,

            @Schema(examples = "+4930123456", nullable = true)
            String phone,

            @Schema(examples = "Europe/Berlin", nullable = true)
            String zone,

            @Schema(examples = "[\"barista\", \"keyholder\"]", required = true)
            List<String> roles,

            @Schema(required = true) UserStatus status,

            @Schema(examples = "0", required = true, description = "Also the ETag.")
            int version,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt) {

        View(User user) {
            this(
                    user.id,
                    user.name,
                    user.email,
                    user.phone,
                    user.zone,
                    List.of(user.roles),
                    user.status,
                    user.version,
                    user.createdAt,
                    user.updatedAt);
        }
    }
}
