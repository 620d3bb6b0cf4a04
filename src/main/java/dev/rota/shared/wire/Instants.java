package dev.rota.shared.wire;

import dev.rota.shared.problem.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Instants as clients write them: RFC 3339 to the letter, within two centuries. */
public final class Instants {

    /** In answers, with fractions of a second where there are any. */
    public static final String PATTERN =
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})$";

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** No client can name this or a later one. */
    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Java also takes a time without seconds and other offsets. */
    private static final Pattern FORM = Pattern.compile(
            "(?<second>\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d)(?<fraction>\\.\\d+)?(?<offset>[Zz]|[+-]\\d\\d:\\d\\d)");

    /** As it is decoded from an address. */
    private static final Pattern RAW_PLUS = Pattern.compile(".*\\d[Tt]\\d.* \\d\\d:\\d\\d");

    /** The point and microseconds, PostgreSQL's precision. */
    private static final int FRACTION = 1 + 6;

    private Instants() {}

    /** An instant to store, in whole seconds. */
    public static Instant parse(String text) {
        var instant = moment(text);
        if (text.matches(".*\\.\\d*[1-9].*")) {
            throw new InvalidValue("must be in whole seconds");
        }
        return instant;
    }

    /** An instant to ask for, to the microsecond; further digits are dropped. */
    static Instant moment(String text) {
        var parts = FORM.matcher(text);
        Instant instant;
        try {
            if (!parts.matches()) {
                throw malformed(text);
            }
            String fraction = parts.group("fraction") == null ? "" : parts.group("fraction");
            instant = OffsetDateTime.parse(parts.group("second")
                            + fraction.substring(0, Math.min(fraction.length(), FRACTION))
                            + parts.group("offset"))
                    .toInstant();
        } catch (DateTimeException e) {
            throw malformed(text);
        }
        if (!isWritable(instant)) {
            throw new InvalidValue("must be of the years 2000 to 2199");
        }
        return instant;
    }

    private static InvalidValue malformed(String text) {
        return new InvalidValue("must be an RFC 3339 date-time with an offset, such as 2026-03-29T08:00:00+02:00"
                + (RAW_PLUS.matcher(text).matches() ? "; in an address, + is written as %2B" : ""));
    }

    /** Whether it is of the time that clients can name. */
    public static boolean isWritable(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }

    /** Truncated to the database's precision, so that the first response and later ones agree. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** For the fields that clients write; instants of the service have fractions of a second. */
    public static final class Deserializer extends StrictJson.TextDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(Instant.class, Instants::parse);
        }
    }
}
