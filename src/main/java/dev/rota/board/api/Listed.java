package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; {@code null} after the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Listed<T>(List<T> items, String next) {

    /** The most that the API gives at once. */
    public static final int MOST = 500;

    /**
     * All pages of a list, one after the other.
     *
     * @param page asks for the one of a cursor; {@code null} is the first one
     */
    public static <T> Uni<List<T>> all(Function<String, Uni<Listed<T>>> page) {
        return all(page, null, List.of());
    }

    private static <T> Uni<List<T>> all(Function<String, Uni<Listed<T>>> page, String cursor, List<T> before) {
        return page.apply(cursor).chain(listed -> {
            var items = Stream.concat(before.stream(), listed.items.stream()).toList();
            return listed.next == null ? Uni.createFrom().item(items) : all(page, listed.next, items);
        });
    }
}
