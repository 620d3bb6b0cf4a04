package dev.rota.shared.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Etc/GMT+12", "America/Argentina/Buenos_Aires"})
    void a_zone_has_a_name_in_the_iana_database(String zone) {
        assertEquals(true, new Zone.Validator().isValid(zone, null));
    }

    @Test
    void every_zone_is_of_the_documented_pattern() {
        assertEquals(
                List.of(),
                ZoneId.getAvailableZoneIds().stream()
                        .filter(zone -> new Zone.Validator().isValid(zone, null) && !zone.matches(Zone.PATTERN))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EST",
                "GMT",
                "Z",
                "+02:00",
                "UTC+2",
                "SystemV/EST5",
                "Europe/berlin",
                "Europe/Atlantis",
                " Europe/Berlin",
                "Europe/Berlin\u0000"
            })
    void an_offset_or_an_abbreviation_is_none(String zone) {
        assertEquals(false, new Zone.Validator().isValid(zone, null));
    }
}
