package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rota.shared.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\",\"7\"", "\"6\" , \"7\", \"8\"", "W/\"7\", \"7\"", "*", " * "})
    void a_version_is_among_those_that_are_named(String ifMatch) {
        assertDoesNotThrow(() -> ETags.check(ifMatch, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "W/\"7\"", "7", "\"07\"", "\"77\"", "\"6\", \"8\"", "\"*\"", "*, *", ",", "\"\""})
    void another_one_is_stale(String ifMatch) {
        refused(412, ifMatch);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void a_write_names_one(String ifMatch) {
        refused(428, ifMatch);
    }

    private static void refused(int status, String ifMatch) {
        var refusal = assertThrows(ProblemException.class, () -> ETags.check(ifMatch, 7));
        assertEquals(status, refusal.getResponse().getStatus());
    }
}
