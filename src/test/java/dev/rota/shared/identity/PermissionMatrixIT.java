package dev.rota.shared.identity;

import dev.rota.support.Databases;
import dev.rota.support.UsersProgram;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the two packaged programs. */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = UsersProgram.class, restrictToAnnotatedClass = true)
class PermissionMatrixIT extends PermissionMatrixTest {}
