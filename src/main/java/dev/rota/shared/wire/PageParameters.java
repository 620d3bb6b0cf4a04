package dev.rota.shared.wire;

import dev.rota.shared.problem.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;

/** Which page of a list a client asks for. */
public record PageParameters(
        @QueryParam("cursor") String cursor,

        @QueryParam("limit") @DefaultValue(DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        Integer limit) {

    public static final String DEFAULT_LIMIT = "100";
    static final int MAX_LIMIT = 500;

    /**
     * The end of the previous page, {@code null} for the first page.
     *
     * @throws ProblemException 400 if the cursor is malformed
     */
    public Cursor after() {
        return cursor == null ? null : Cursor.parse(cursor);
    }

    /** Rows to read: one more than the page shows, to know whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * @param rows at most {@link #rows}
     * @param position the cursor of a row
     */
    public <R, T> Page<T> page(List<R> rows, Function<? super R, T> response, Function<? super R, Cursor> position) {
        boolean more = rows.size() > limit;
        var items =
                (more ? rows.subList(0, limit) : rows).stream().map(response).toList();
        return new Page<>(items, more ? position.apply(rows.get(limit - 1)).toString() : null);
    }
}
