-- Without what is no copy, which is nearly everything.
DROP INDEX CONCURRENTLY IF EXISTS shift_copied_once_next;
CREATE UNIQUE INDEX CONCURRENTLY shift_copied_once_next ON shift (copied_from, copied_weeks) WHERE status <> 'CANCELLED' AND copied_from IS NOT NULL;
