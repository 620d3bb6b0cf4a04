package dev.rota.shared.changes;

import dev.rota.support.Api;
import dev.rota.support.Resource;
import java.util.Map;
import java.util.UUID;

/** The change feeds, with what it takes to write to each past the program. */
enum Feed {
    USERS(Resource.USERS, "", "users", "user", """
            INSERT INTO users (id, name, email, status, version, created_at, updated_at)
            SELECT %1$s, 'Ada', gen_random_uuid() || '@example.com', 'ACTIVE', n, now(), now()
            FROM generate_series(%2$d, %3$d) AS n"""),

    PLANNED(Resource.SHIFTS, "", "shift", "shift", shifts("DRAFT")),

    PUBLISHED(Resource.SHIFTS, "?view=published", "published_shift", "shift", shifts("PUBLISHED"));

    final Resource resource;

    /** Which edition it is of, as a query. */
    final String edition;

    /** Also the feed's name in the database. */
    final String table;

    /** The field of a change that shows the resource as it became. */
    final String field;

    private final String insert;

    Feed(Resource resource, String edition, String table, String field, String insert) {
        this.resource = resource;
        this.edition = edition;
        this.table = table;
        this.field = field;
        this.insert = insert;
    }

    private static String shifts(String status) {
        return """
                INSERT INTO shift (id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                SELECT %1$s, '2029-06-01T08:00:00Z', '2029-06-01T16:00:00Z', 'Europe/Berlin', 'Kiosk', 'STATUS', n, now(), now()
                FROM generate_series(%2$d, %3$d) AS n""".replace("STATUS", status);
    }

    String path() {
        return resource.path() + "/changes" + edition;
    }

    String path(Object parameter) {
        return path() + (edition.isEmpty() ? "?" : "&") + parameter;
    }

    /** The id of a new one that is told of. */
    String create() {
        return Api.id(this == PUBLISHED ? resource.created("status", "PUBLISHED") : resource.created());
    }

    /** Makes one in the database. */
    String insert(UUID id) {
        return insert.formatted("'" + id + "'::uuid", 0, 0);
    }

    /** Makes several, of the versions 1, 2, 3 ... */
    String insert(int count) {
        return insert.formatted("gen_random_uuid()", 1, count);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> shown(Map<String, Object> change) {
        return (Map<String, Object>) change.get(field);
    }

    String idOf(Map<String, Object> change) {
        return (String) shown(change).get("id");
    }

    Integer versionOf(Map<String, Object> change) {
        return (Integer) shown(change).get("version");
    }
}
