package dev.rota.users;

import static io.vertx.core.http.HttpMethod.POST;

import dev.rota.shared.startup.Rehearsal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class UsersRehearsal implements Rehearsal {

    private static final List<Request> REQUESTS = List.of(
            Request.get("/v1/users?limit=10"), Request.get("/v1/users/" + NOBODY), new Request(POST, "/v1/users", """
                    {"name": "Nobody", "email": "nobody@example.com", "zone": "Etc/UTC", "roles": ["not a code"]}"""));

    private final UsersDatabase database;
    private final UserRepository users;

    UsersRehearsal(UsersDatabase database, UserRepository users) {
        this.database = database;
        this.users = users;
    }

    @Override
    public List<Request> requests() {
        return REQUESTS;
    }

    @Override
    public Uni<?> write() {
        var nobody = new UserFields("Nobody", UUID.randomUUID() + "@example.com", null, "Etc/UTC", List.of());
        return database.write(() -> users.persistAndFlush(new User(nobody))
                .chain(database::session)
                .invoke(session -> session.currentTransaction().markForRollback()));
    }
}
