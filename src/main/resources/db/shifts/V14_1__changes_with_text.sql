-- What erasing a person looks up. Most shifts have no text that somebody has written, so they are not in it.
DROP INDEX CONCURRENTLY IF EXISTS change_with_text;
CREATE INDEX CONCURRENTLY change_with_text ON change (assignee_id) WHERE notes IS NOT NULL OR override_reason IS NOT NULL;
