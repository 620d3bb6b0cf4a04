-- What erasing a person looks up: the shifts that were theirs, and what they did.
CREATE INDEX change_by_assignee ON change ((state ->> 'assignee_id')) WHERE state ->> 'assignee_id' IS NOT NULL;
CREATE INDEX change_by_actor ON change (lower(normalize(actor))) WHERE actor IS NOT NULL;
