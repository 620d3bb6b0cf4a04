package dev.rota.users;

import static io.vertx.core.http.HttpMethod.POST;

import dev.rota.shared.Database;
import dev.rota.shared.Rehearsal;
import dev.rota.users.User.Fields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class UsersRehearsal implements Rehearsal {

    private static final List<Request> REQUESTS = List.of(
            Request.get("/v1/users?limit=10"),
            Request.get("/v1/users/" + new UUID(0, 0)),
            new Request(POST, "/v1/users", """
                    {"name": "Nobody", "email": "nobody@example.com", "zone": "Etc/UTC", "roles": ["not a code"]}"""));

    private final Users users;

    UsersRehearsal(Users users) {
        this.users = users;
    }

    @Override
    public List<Request> requests() {
        return REQUESTS;
    }

    @Override
    public Uni<?> write() {
        var nobody = new Fields("Nobody", UUID.randomUUID() + "@example.com", null, "Etc/UTC", Set.of());
        return Database.write(
                UsersResource.UNIT,
                () -> users.persistAndFlush(new User(nobody))
                        .chain(users::getSession)
                        .invoke(session -> session.currentTransaction().markForRollback()));
    }
}
