package dev.rota.board.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocaleTest {

    @ParameterizedTest
    @CsvSource({
        "de-AT, de-AT",
        "de, de-DE",
        "en, en-GB",
        "en-US;q=0.8, en-US",
        "fr-FR;q=0.9|de;q=0.5|en;q=0.4, de-DE",
        "fr, en-GB",
        "*, en-GB",
        "!!, en-GB",
        ", en-GB",
    })
    void a_page_speaks_the_first_language_of_its_reader_that_there_is(String accepted, String locale) {
        assertEquals(
                locale,
                Pages.locale(accepted == null ? null : accepted.replace('|', ','))
                        .toLanguageTag());
    }
}
