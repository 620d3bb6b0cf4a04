package dev.rota.shifts;

import dev.rota.Databases;
import dev.rota.UsersProgram;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged program, next to that of users. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = UsersProgram.class, restrictToAnnotatedClass = true)
class ShiftsIT extends ShiftsTest {}
