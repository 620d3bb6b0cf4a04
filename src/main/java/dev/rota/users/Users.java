package dev.rota.users;

import dev.rota.shared.Cursor;
import dev.rota.shared.Entities;
import dev.rota.shared.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;

/** The people in the database. Every method needs an open session. */
@ApplicationScoped
class Users implements Entities<User> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no user with this id.");
    }

    /** By name, {@code limit} at the most; {@code null} stands for a filter that is not set. */
    Uni<List<User>> search(UserStatus status, String role, String prefix, Cursor after, int limit) {
        var query = new StringBuilder("from User u where 1 = 1");
        var values = new HashMap<String, Object>();
        if (status != null) {
            query.append(" and u.status = :status");
            values.put("status", status);
        }
        if (role != null) {
            // Not array_contains, which Hibernate writes for varchar[], and PostgreSQL does not have for text[].
            query.append(" and array_position(u.roles, :role) > 0");
            values.put("role", role);
        }
        if (prefix != null) {
            query.append(" and (lower(u.name) like lower(:prefix) escape '\\'"
                    + " or lower(u.email) like lower(:prefix) escape '\\')");
            values.put("prefix", prefix.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
        if (after != null) {
            query.append(" and (lower(u.name) > lower(:name) or (lower(u.name) = lower(:name) and u.id > :id))");
            values.put("name", after.key());
            values.put("id", after.id());
        }
        query.append(" order by lower(u.name), u.id");
        return find(query.toString(), values).page(0, limit).list();
    }
}
