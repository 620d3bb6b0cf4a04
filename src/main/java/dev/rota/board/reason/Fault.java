package dev.rota.board.reason;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is wrong with one field. The API says it in English, which is its contract: what has a message is said in the language
 * of the page, and anything else as the API does.
 *
 * @param field as the API names it
 * @param label the name of the message that names it; {@code null} for one that is in no form
 * @param message the name of the message that says what is wrong; {@code null} where only the API's own words do
 * @param values of that message
 * @param text the API's own words
 */
public record Fault(String field, String label, String message, List<String> values, String text) {

    /** Those that have a message. */
    private static final Set<String> FIELDS = Set.of(
            "assignee",
            "cursor",
            "email",
            "end",
            "from",
            "issuer",
            "location",
            "name",
            "notes",
            "offered",
            "offeredBy",
            "overrideReason",
            "phone",
            "prefix",
            "reason",
            "role",
            "roles",
            "start",
            "status",
            "subject",
            "to",
            "user",
            "wanted",
            "weeks",
            "zone");

    private static final List<Said> SAID = List.of(
            new Said("length", "must have (\\d+) to (\\d+) characters.*"),
            new Said("at_most", "must have at most (\\d+) characters.*"),
            new Said("ascii", "must have 1 to (\\d+) visible ASCII characters"),
            new Said("required", "is required|must not be null|must not be empty.*"),
            new Said("email", "must be a well-formed email address"),
            new Said("taken", "belongs to another user"),
            new Said("phone", "must be a phone number in E.164 form.*"),
            new Said("zone", "must be a time zone of the IANA database.*"),
            new Said("code", "must be a code of 1 to 32 lower-case letters.*"),
            new Said("twice", "must not list a role twice"),
            new Said("too_many", "size must be between 0 and (\\d+)"),
            new Said("one_of", "must be one of .*"),
            new Said("absence_length", "must be 1 minute to 366 days after start"),
            new Said("shift_length", "must be 1 minute to 24 hours after start by the clock of the place"),
            new Said("future", "must be in the future"),
            new Said("after_from", "must be after from"),
            new Said("days_after_from", "must be at most (\\d+) days after from"),
            new Said("years", "must be of the years (\\d+) to (\\d+)"),
            new Said("date", "must be a date, such as .*"),
            new Said("day", "must be a day, and a time if it is not the whole day"),
            new Said("instant", "must be an RFC 3339 date-time.*"),
            new Said("chosen", "must be chosen"),
            new Said("numbers", "must be numbers"),
            new Said("booked", "is already booked at that time"),
            new Said("off", "is off at that time"),
            new Said("nobody", "is no user"),
            new Said("inactive", "is not active"),
            new Said("role_missing", "does not have the role (.+)"),
            new Said("no_shift", "is no shift"),
            new Said("not_own_shift", "does not have the offered shift"),
            new Said("nobodys_shift", "is no shift that somebody else has"),
            new Said("same_shift", "must be another shift than the offered one"),
            new Said("not_asked", "is not whom the swap asks"),
            new Said("administrators", "is changed by an administrator only"),
            new Said("unreadable", "does not have the right type or one of the allowed values"));

    /** Words of the API that have a message. */
    private record Said(String message, Pattern words) {

        Said(String message, String words) {
            this(message, Pattern.compile(words));
        }

        Stream<Fault> of(String field, String label, String text) {
            var match = words.matcher(text);
            return match.matches()
                    ? Stream.of(new Fault(field, label, message, values(match.toMatchResult()), text))
                    : Stream.empty();
        }

        private static List<String> values(MatchResult match) {
            return IntStream.rangeClosed(1, match.groupCount())
                    .mapToObj(match::group)
                    .toList();
        }
    }

    /**
     * @param field of the API, such as {@code roles[0]}; {@code null} for the whole request
     * @param words {@code null} for none, which only something between the board and the API would say
     */
    public static Fault of(String field, String words) {
        String text = words == null ? "" : words;
        String name = field == null ? "" : field.replaceFirst("\\[.*", "");
        String label = FIELDS.contains(name) ? "field_" + name : null;
        return SAID.stream()
                .flatMap(said -> said.of(name, label, text))
                .findFirst()
                .orElseGet(() -> new Fault(name, label, null, List.of(), text));
    }
}
