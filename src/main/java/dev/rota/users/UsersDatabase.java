package dev.rota.users;

import dev.rota.shared.database.AnswerStore;
import dev.rota.shared.database.BoundedPool;
import dev.rota.shared.database.Database;
import dev.rota.shared.database.Migrations;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;

@Singleton
public class UsersDatabase extends Database {

    private static final String NAME = "users";

    UsersDatabase(@ReactiveDataSource(NAME) Pool pool, AnswerStore answers) {
        super(NAME, pool, answers);
    }

    @Singleton
    @ReactiveDataSource(NAME)
    static class Connections extends BoundedPool {}

    @Singleton
    @FlywayDataSource(NAME)
    static class Schema extends Migrations {}
}
