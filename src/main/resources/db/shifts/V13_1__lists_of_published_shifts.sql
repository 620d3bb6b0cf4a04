-- The same of the published edition.
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_time;
CREATE INDEX CONCURRENTLY published_shift_by_time ON published_shift (starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_place;
CREATE INDEX CONCURRENTLY published_shift_by_place ON published_shift (location, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_role;
CREATE INDEX CONCURRENTLY published_shift_by_role ON published_shift (role, starts_at, id, ends_at) WHERE role IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_status;
CREATE INDEX CONCURRENTLY published_shift_by_status ON published_shift (status, starts_at, id, ends_at) WHERE status <> 'PUBLISHED';
DROP INDEX CONCURRENTLY IF EXISTS published_shift_open;
CREATE INDEX CONCURRENTLY published_shift_open ON published_shift (starts_at, id, ends_at) WHERE assignee_id IS NULL;
DROP INDEX CONCURRENTLY IF EXISTS published_shift_assigned;
CREATE INDEX CONCURRENTLY published_shift_assigned ON published_shift (starts_at, id, ends_at) WHERE assignee_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_person;
CREATE INDEX CONCURRENTLY published_shift_by_person ON published_shift (assignee_id, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_assignee;
DROP INDEX CONCURRENTLY IF EXISTS published_shift_by_start;
