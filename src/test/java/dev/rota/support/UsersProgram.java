package dev.rota.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The packaged users program, for a test of the packaged shifts program to ask. */
public class UsersProgram implements QuarkusTestResourceLifecycleManager {

    private PackagedService users;

    @Override
    public Map<String, String> start() {
        users = PackagedService.start("users", Map.of());
        Api.usersAt(users.address());
        return Map.of("USERS_URL", users.address());
    }

    @Override
    public void stop() {
        users.close();
    }
}
