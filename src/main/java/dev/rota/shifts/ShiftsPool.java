package dev.rota.shifts;

import dev.rota.shared.BoundedPool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;

/** The connections of this module. */
@Singleton
@ReactiveDataSource("shifts")
class ShiftsPool extends BoundedPool {}
