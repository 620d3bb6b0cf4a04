package dev.rota.shared.changes;

import java.time.Instant;

/**
 * A recorded change of a row.
 *
 * @param seq orders the changes of one row
 * @param position orders the changes of all rows; 0 until a read of the change feed assigns one
 * @param kind a text, because after a rollback the table may hold kinds of a later version
 * @param actor who made the change, {@code null} if unknown
 * @param row the row after the change; after a deletion, as it was before
 * @param before the row before the change, in a row's history; {@code null} for its first change, and in change feeds
 */
public record Change<E>(long seq, long position, String kind, Instant at, String actor, E row, E before) {}
