package dev.rota.shared;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Instants on the wire: RFC 3339 with an offset, whole seconds, of the two centuries a rota can be about. */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Instants() {}

    /** @throws InvalidValue where the text is no such instant */
    public static Instant parse(String text) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValue("must be an RFC 3339 date-time with an offset, such as 2026-03-29T08:00:00+02:00");
        }
        if (instant.getNano() != 0) {
            throw new InvalidValue("must be in whole seconds");
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new InvalidValue("must be of the years 2000 to 2199");
        }
        return instant;
    }
}
