package dev.rota.users;

import dev.rota.support.Databases;
import dev.rota.support.ServerLocale;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** An I is the capital letter of ı there, and İ that of i. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(
        value = ServerLocale.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "options", value = "LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'"))
class TurkishServerTest extends AnyServer {}
