package dev.rota.shared.database;

import dev.rota.support.Databases;
import dev.rota.support.UsersProgram;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the two packaged programs. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
@WithTestResource(UsersProgram.class)
class IdempotencyIT extends IdempotencyTest {}
