package dev.rota.shared.changes;

import java.time.Instant;

/**
 * What became of a row, as the database has recorded it.
 *
 * @param seq orders the changes of one row
 * @param position orders the changes of all rows; 0 where no reader of the feed has seen this one yet
 * @param kind a text, because after a rollback a later version may have recorded one that this one does not know
 * @param actor who did it, {@code null} where nobody said
 * @param row as it became; one that was deleted, as it was last
 * @param before as it was, in a row's history; {@code null} for the first change of a row, and in feeds
 */
public record Change<E>(long seq, long position, String kind, Instant at, String actor, E row, E before) {}
