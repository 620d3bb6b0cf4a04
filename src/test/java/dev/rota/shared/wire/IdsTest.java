package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rota.shared.problem.InvalidValue;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", "01980A5E-7C1B-7D2E-9F3A-5B6C7D8E9F00"})
    void an_id_is_a_uuid_in_its_36_characters(String text) {
        assertEquals(UUID.fromString(text), Ids.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "1-1-1-1-1",
                "1980a5e-00000-7000-8000-000000000000",
                "01980a5e7c1b7d2e9f3a5b6c7d8e9f00",
                "{01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00}",
                "urn:uuid:01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                " 1980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                "+1980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                "AZgKXnwbfS6fOltsfY6fAA==",
            })
    void anything_else_is_none(String text) {
        assertThrows(InvalidValue.class, () -> Ids.parse(text));
    }
}
