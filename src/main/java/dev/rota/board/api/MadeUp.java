package dev.rota.board.api;

import java.time.LocalDate;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What users and shifts could answer about a week of a small business: for rehearsals. */
public final class MadeUp {

    /** A Monday. */
    public static final LocalDate WEEK = LocalDate.of(2000, 1, 3);

    private static final int PEOPLE = 12;
    private static final int SHIFTS = 60;

    private static final String USERS = list(PEOPLE, i -> """
                    {"id": "%s", "name": "Somebody %d", "email": "somebody@example.com", "zone": "Etc/UTC",
                     "roles": ["role-%d"], "status": "ACTIVE", "version": 0}""".formatted(id(i), i, i % 3));

    /** Every sixth of them is open, and every fourth one a draft. */
    private static final String ROSTER = list(SHIFTS, i -> {
        LocalDate day = WEEK.plusDays(i % 7);
        return """
                {"id": "%s", "assignee": %s, "start": "%sT08:00:00Z", "end": "%sT16:00:00Z", "zone": "Etc/UTC",
                 "localStart": "%sT08:00:00Z", "localEnd": "%sT16:00:00Z", "duration": "PT8H",
                 "location": "Nowhere", "role": "role-%d", "claimed": false, "status": "%s", "version": 0}""".formatted(
                        id(i),
                        i % 6 == 0 ? null : "\"" + id(i % PEOPLE) + "\"",
                        day,
                        day,
                        day,
                        day,
                        i % 3,
                        i % 4 == 0 ? "DRAFT" : "PUBLISHED");
    });

    private MadeUp() {}

    /** @param path of a request to read */
    static String answer(String path) {
        return path.endsWith("/users") ? USERS : path.endsWith("/shifts") ? ROSTER : list(0, i -> "");
    }

    private static String list(int size, IntFunction<String> item) {
        return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "{\"items\": [", "]}"));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
