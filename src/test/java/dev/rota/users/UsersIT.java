package dev.rota.users;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged program. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
class UsersIT extends UsersTest {}
