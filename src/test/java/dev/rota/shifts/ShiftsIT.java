package dev.rota.shifts;

import dev.rota.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged program. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
class ShiftsIT extends ShiftsTest {}
