-- The same of absences, which began up to a year earlier; swaps by status; and who had a shift, for calendar feeds.
DROP INDEX CONCURRENTLY IF EXISTS absence_by_time;
CREATE INDEX CONCURRENTLY absence_by_time ON absence (starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS absence_by_status;
CREATE INDEX CONCURRENTLY absence_by_status ON absence (status, starts_at, id, ends_at);
DROP INDEX CONCURRENTLY IF EXISTS swap_by_status;
CREATE INDEX CONCURRENTLY swap_by_status ON swap (status, expires_at, id);
DROP INDEX CONCURRENTLY IF EXISTS former_assignment_by_time;
CREATE INDEX CONCURRENTLY former_assignment_by_time ON former_assignment (person_id, starts_at);
DROP INDEX CONCURRENTLY IF EXISTS swap_of_offering_person;
CREATE INDEX CONCURRENTLY swap_of_offering_person ON swap (offered_by, expires_at, id);
DROP INDEX CONCURRENTLY IF EXISTS swap_of_asked_person;
CREATE INDEX CONCURRENTLY swap_of_asked_person ON swap (wanted_from, expires_at, id);
DROP INDEX CONCURRENTLY IF EXISTS absence_by_start;
DROP INDEX CONCURRENTLY IF EXISTS swap_by_offering_person;
DROP INDEX CONCURRENTLY IF EXISTS swap_by_asked_person;
