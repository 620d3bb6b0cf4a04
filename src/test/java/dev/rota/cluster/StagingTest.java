package dev.rota.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Browser;
import dev.rota.support.SwaggerUi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overlay staging, with an OpenID provider and a registry that the cluster has. */
@Tag("drill")
class StagingTest {

    private static Environment environment;

    @BeforeAll
    static void deploy() {
        environment = Environment.staging().deploy();
        Provider.awaitReady();
    }

    @AfterAll
    static void remove() {
        environment.close();
    }

    @ParameterizedTest
    @CsvSource({"users, /v1/users", "shifts, /v1/shifts/now"})
    void the_swagger_ui_of_each_service_signs_somebody_in_and_asks_as_them(String service, String path) {
        try (var application = new PortForward(environment.namespace, service);
                var provider = new PortForward(Provider.NAMESPACE, "keycloak");
                var browser = Browser.start("--host-resolver-rules=MAP localhost:8080 127.0.0.1:" + application.port
                        + ", MAP " + Provider.HOST + " 127.0.0.1:" + provider.port)) {
            var page = new SwaggerUi(browser.page(), "http://localhost:8080/q/swagger-ui");
            page.signIn(form -> {
                form.locator("[name=username]").fill("grace");
                form.locator("[name=password]").fill("grace");
                form.locator("[type=submit]").click();
            });
            var answer = page.execute(path);
            assertEquals(200, answer.status(), answer::text);
        }
    }
}
