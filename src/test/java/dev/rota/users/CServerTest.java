package dev.rota.users;

import dev.rota.support.Databases;
import dev.rota.support.ServerLocale;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The only letters are A to Z there. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(
        value = ServerLocale.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "options", value = "LOCALE_PROVIDER libc LOCALE 'C'"))
class CServerTest extends AnyServer {}
