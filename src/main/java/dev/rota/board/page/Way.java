package dev.rota.board.page;

import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a page leads on to. */
final class Way {

    private static final Pattern TABLE = Pattern.compile("/(day|week|month)");
    /** What a table is asked for besides the day. */
    private static final Pattern FILTER = Pattern.compile("(place|role)=.+");

    private Way() {}

    /**
     * Back to a table in the form in which it was looked at.
     *
     * @param path where to; any other than a table of a week stays as it is
     * @param from the address of the page that was looked at; {@code null} if unknown
     */
    static String back(String path, String from) {
        var before = from == null ? null : parsed(from);
        if (!path.startsWith("/week?")
                || before == null
                || before.getPath() == null
                || !TABLE.matcher(before.getPath()).matches()) {
            return path;
        }
        String filter = before.getRawQuery() == null
                ? ""
                : Arrays.stream(before.getRawQuery().split("&"))
                        .filter(part -> FILTER.matcher(part).matches())
                        .map(part -> "&" + part)
                        .collect(Collectors.joining());
        return before.getPath() + path.substring("/week".length()) + filter;
    }

    private static URI parsed(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
