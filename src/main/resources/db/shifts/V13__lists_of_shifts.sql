-- Each list of shifts, and each with one filter, is an index in the order of the list. The end is in it because a window takes
-- in what began up to a day earlier and is over for the most part: that is passed over within the index. Each shift is
-- open or assigned, and has one of these two. Those of drafts are
-- for publishing.
DROP INDEX CONCURRENTLY IF EXISTS shift_by_time;
CREATE INDEX CONCURRENTLY shift_by_time ON shift (starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS shift_by_place;
CREATE INDEX CONCURRENTLY shift_by_place ON shift (location, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS shift_by_role;
CREATE INDEX CONCURRENTLY shift_by_role ON shift (role, starts_at, id, ends_at) WHERE role IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS shift_open;
CREATE INDEX CONCURRENTLY shift_open ON shift (starts_at, id, ends_at) WHERE assignee_id IS NULL;
DROP INDEX CONCURRENTLY IF EXISTS shift_assigned;
CREATE INDEX CONCURRENTLY shift_assigned ON shift (starts_at, id, ends_at) WHERE assignee_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS shift_drafts;
CREATE INDEX CONCURRENTLY shift_drafts ON shift (starts_at, id, ends_at) WHERE status = 'DRAFT';
DROP INDEX CONCURRENTLY IF EXISTS shift_drafts_by_place;
CREATE INDEX CONCURRENTLY shift_drafts_by_place ON shift (location, starts_at, id, ends_at) WHERE status = 'DRAFT';
DROP INDEX CONCURRENTLY IF EXISTS shift_by_person;
CREATE INDEX CONCURRENTLY shift_by_person ON shift (assignee_id, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS shift_by_assignee;
DROP INDEX CONCURRENTLY IF EXISTS shift_by_start;
