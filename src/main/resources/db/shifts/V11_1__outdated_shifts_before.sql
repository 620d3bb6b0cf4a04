-- Those that were outdated before. Nobody waits while the tables are read. What was published since this statement began may
-- be in there for good, and is passed over: publishing looks at both editions.
INSERT INTO outdated_shift (id, starts_at, ends_at, planned_starts_at, planned_ends_at)
SELECT p.id, p.starts_at, p.ends_at, s.starts_at, s.ends_at
FROM shift s JOIN published_shift p USING (id) WHERE s.status <> 'PUBLISHED' AND p.status = 'PUBLISHED'
ON CONFLICT (id) DO NOTHING;
