package dev.rota.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers and the spans of time that a text in English or in SQL has. */
final class Numbers {

    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));

    private static final Pattern IN_WORDS = Pattern.compile("([\\d.]+) (second|minute|hour|day|week)s?\\b");
    private static final Pattern INTERVAL = Pattern.compile("'([^']+)'::interval");
    private static final Pattern ON_THE_CLOCK = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d[\\d,]*( KiB)?\\b");

    private Numbers() {}

    /** As {@code 24 hours}. */
    static List<Duration> durations(String text) {
        return IN_WORDS.matcher(text)
                .results()
                .map(found -> Duration.ofMillis(new BigDecimal(found.group(1))
                        .multiply(BigDecimal.valueOf(UNITS.get(found.group(2)).toMillis()))
                        .longValueExact()))
                .toList();
    }

    /** As PostgreSQL writes the intervals of a constraint: {@code 24:00:00}, {@code 366 days 03:00:00}. */
    static List<Duration> intervals(String definition) {
        return INTERVAL.matcher(definition)
                .results()
                .map(interval -> ON_THE_CLOCK.matcher(interval.group(1)).replaceAll(found -> {
                    var length = Duration.ofHours(Long.parseLong(found.group(1)))
                            .plusMinutes(Long.parseLong(found.group(2)))
                            .plusSeconds(Long.parseLong(found.group(3)));
                    return length.toSeconds() + " seconds";
                }))
                .map(words -> durations(words).stream().reduce(Duration.ZERO, Duration::plus))
                .toList();
    }

    /** As {@code 2,000} or {@code 64 KiB}. */
    static Set<Integer> in(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(found -> found.group().replace(",", ""))
                .map(number -> number.endsWith(" KiB")
                        ? 1_024 * Integer.parseInt(number.replace(" KiB", ""))
                        : Integer.parseInt(number))
                .collect(Collectors.toSet());
    }
}
