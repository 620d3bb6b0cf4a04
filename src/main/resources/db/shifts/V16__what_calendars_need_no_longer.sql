-- By which Sweep finds what has expired.
DROP INDEX CONCURRENTLY IF EXISTS former_assignment_by_end;
CREATE INDEX CONCURRENTLY former_assignment_by_end ON former_assignment (ends_at);
DROP INDEX CONCURRENTLY IF EXISTS calendar_revoked;
CREATE INDEX CONCURRENTLY calendar_revoked ON calendar (revoked_at) WHERE revoked_at IS NOT NULL;
