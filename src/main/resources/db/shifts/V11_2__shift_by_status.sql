-- The drafts of a window, for publishing, and lists by status. Takes the place of an index that left the status out: it held
-- every cancelled shift since the beginning, and nothing in the order of a list.
--
-- Without a transaction, so that nobody waits while an index is built: see CONTRIBUTING.md. What an attempt that failed has
-- left behind goes first.
DROP INDEX CONCURRENTLY IF EXISTS shift_by_status;
CREATE INDEX CONCURRENTLY shift_by_status ON shift (status, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS shift_unpublished;
