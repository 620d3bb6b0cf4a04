package dev.rota.users;

import dev.rota.shared.BoundedPool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;

/** The connections of this module. */
@Singleton
@ReactiveDataSource("users")
class UsersPool extends BoundedPool {}
