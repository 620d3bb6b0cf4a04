package dev.rota.shifts;

import dev.rota.shared.AnswerStore;
import dev.rota.shared.BoundedPool;
import dev.rota.shared.Database;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;

/** The database of this module. */
@Singleton
class ShiftsDatabase extends Database {

    private static final String NAME = "shifts";

    ShiftsDatabase(AnswerStore answers) {
        super(NAME, answers);
    }

    @Singleton
    @ReactiveDataSource(NAME)
    static class Pool extends BoundedPool {}
}
