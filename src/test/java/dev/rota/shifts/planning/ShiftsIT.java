package dev.rota.shifts.planning;

import dev.rota.support.Databases;
import dev.rota.support.UsersProgram;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged program, next to that of users. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
@WithTestResource(UsersProgram.class)
class ShiftsIT extends ShiftsTest {}
