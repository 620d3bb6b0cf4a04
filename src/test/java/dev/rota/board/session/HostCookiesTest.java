package dev.rota.board.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCookiesTest {

    @ParameterizedTest
    @CsvSource({
        "__Host-q_session=1, q_session=1",
        "other=2; __Host-q_session=1, other=2; q_session=1",
        // What another host of the same domain may have set.
        "q_session=3; __Host-q_session=1, q_session=1",
        "__Host-csrf=4, __Host-csrf=4",
    })
    void a_session_is_taken_from_cookies_of_this_host_only(String sent, String read) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Cookie", sent);
        HostCookies.incoming(headers);
        assertEquals(read, headers.get("Cookie"));
    }

    @Test
    void nothing_is_left_of_a_foreign_session() {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Cookie", "q_session=3");
        HostCookies.incoming(headers);
        assertFalse(headers.contains("Cookie"));
    }
}
