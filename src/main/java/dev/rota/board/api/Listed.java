package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
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
     * What is asked for by ids.
     *
     * @param ids at most {@link #MOST}
     */
    public record Query(List<UUID> ids) {}

    public static <T> Listed<T> none() {
        return new Listed<>(List.of(), null);
    }

    /**
     * All pages of a list, one after the other.
     *
     * @param page asks for the one of a cursor; {@code null} is the first one
     */
    public static <T> Uni<List<T>> all(Function<String, Uni<Listed<T>>> page) {
        return upTo(Integer.MAX_VALUE, page).map(Listed::items);
    }

    /** As many pages of a list as have that many items, one after the other. */
    public static <T> Uni<Listed<T>> upTo(int items, Function<String, Uni<Listed<T>>> page) {
        return upTo(items, page, null, List.of());
    }

    private static <T> Uni<Listed<T>> upTo(
            int most, Function<String, Uni<Listed<T>>> page, String cursor, List<T> before) {
        return page.apply(cursor).chain(listed -> {
            var items = Stream.concat(before.stream(), listed.items.stream()).toList();
            return listed.next == null || items.size() >= most
                    ? Uni.createFrom().item(new Listed<>(items, listed.next))
                    : upTo(most, page, listed.next, items);
        });
    }

    /**
     * What these ids stand for, each once: no request if there are none, and several at once if they are more than the
     * API takes.
     */
    public static <T> Uni<List<T>> each(Collection<UUID> ids, Function<Query, Uni<Listed<T>>> some) {
        var all = ids.stream().distinct().toList();
        if (all.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.join()
                .all(IntStream.iterate(0, from -> from < all.size(), from -> from + MOST)
                        .mapToObj(from -> all.subList(from, Math.min(from + MOST, all.size())))
                        .map(Query::new)
                        .map(some)
                        .toList())
                .andFailFast()
                .map(answers -> answers.stream()
                        .flatMap(answer -> answer.items.stream())
                        .toList());
    }

    /** Whether there are more. */
    public boolean isCut() {
        return next != null;
    }
}
