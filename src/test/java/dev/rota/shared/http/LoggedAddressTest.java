package dev.rota.shared.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/users | /v1/users",
                "/v1/users/01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00 | /v1/users/01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                "/v1/shifts?limit=5&open=true | /v1/shifts?limit=5&open=true",
                "/v1/shifts?from=2030-01-01T00:00:00Z&to=2030-01-02T00%3A00%3A00%2B01%3A00"
                        + " | /v1/shifts?from=2030-01-01T00:00:00Z&to=2030-01-02T00%3A00%3A00%2B01%3A00",
            })
    void what_says_nothing_of_a_person_is_logged(String address, String logged) {
        assertEquals(logged, LoggedAddress.withoutSecrets(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/users?prefix=ada&limit=5 | /v1/users?prefix=***&limit=5",
                "/v1/users?prefix=+4930123456 | /v1/users?prefix=***",
                "/v1/users?cursor=QWRhMDE5ODBhNWU | /v1/users?cursor=***",
                "/v1/users?limit=5&limit=ada@example.com | /v1/users?limit=5&limit=***",
                "/v1/users?ada@example.com=1&Lovelace | /v1/users?***&***",
                "/v1/users?prefix=a=1?b=2 | /v1/users?prefix=***",
                "/v1/users/ada@example.com | /v1/users/***",
                "/v1/users/Ada%20Lovelace/deactivate | /v1/users/***/deactivate",
                "/v1/users;prefix=ada/x | /v1/***/x",
                "http://ada:secret@localhost/v1/users | ***//***/v1/users",
                "/v1/feeds/AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD_-1.ics | /v1/feeds/***",
                "/v1/feeds/AAAAAAAAAABBBBBBBBBBCCCCCCCCCC%44DDDDDDDDD_-1.ics?x=AAAAAAAAAA | /v1/feeds/***?x=***",
                "/v1/feeds/AAAAAAAAAABBBBBB/BBBBCCCCCCCCCCDDDDDDDDDD_-1 | /v1/feeds/***/***",
            })
    void tokens_and_what_a_person_may_have_typed_are_not(String address, String logged) {
        assertEquals(logged, LoggedAddress.withoutSecrets(address));
    }
}
