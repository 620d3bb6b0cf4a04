package dev.rota.users;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.WithStatus;
import dev.rota.shared.wire.Instants;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

@Entity
@Table(name = "users")
public class User implements WithStatus {

    public static final Mapping<User> MAPPING = new Mapping<>(
            User.class,
            "users",
            "id, name, email, phone, zone, roles, status, version, created_at, updated_at",
            User::new);

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    String name;
    String email;
    String phone;
    String zone;
    String[] roles;

    @Convert(converter = UserStatus.Column.class)
    UserStatus status = UserStatus.ACTIVE;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    User() {}

    private User(Row row) {
        id = row.getUUID(0);
        name = row.getString(1);
        email = row.getString(2);
        phone = row.getString(3);
        zone = row.getString(4);
        roles = row.getArrayOfStrings(5);
        status = UserStatus.Column.INSTANCE.convertToEntityAttribute(row.getString(6));
        version = row.getInteger(7);
        createdAt = Mapping.instant(row, 8);
        updatedAt = Mapping.instant(row, 9);
    }

    User(UserFields fields) {
        set(fields);
    }

    public UUID id() {
        return id;
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    /** What changes nothing leaves the version as it is; the order of roles is no change. */
    final void replace(UserFields fields) {
        var before = fields();
        set(fields);
        if (!fields().equals(before)) {
            updatedAt = Instants.now();
        }
    }

    @Override
    public UserStatus status() {
        return status;
    }

    void become(UserStatus wanted) {
        if (status != wanted) {
            status = wanted;
            updatedAt = Instants.now();
        }
    }

    /** The fields that a client writes. */
    UserFields fields() {
        return new UserFields(name, email, phone, zone, List.of(roles));
    }

    private void set(UserFields fields) {
        name = fields.name();
        email = fields.email();
        phone = fields.phone();
        zone = fields.zone();
        roles = fields.roles().stream().sorted().toArray(String[]::new);
    }
}
