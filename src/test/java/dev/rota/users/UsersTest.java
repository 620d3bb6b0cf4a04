package dev.rota.users;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import dev.rota.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class UsersTest {

    @Test
    void a_person_can_be_registered() {
        given().contentType(ContentType.JSON)
                .body("{\"name\": \" Ada \", \"email\": \"ada@example.com\"}")
                .post("/v1/users")
                .then()
                .statusCode(201)
                .body("name", is("Ada"));
    }
}
