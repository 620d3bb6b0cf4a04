-- Those that were outdated before. Nobody waits while the tables are read, but for one of these: so none is published meanwhile
-- and stays in there.
INSERT INTO outdated_shift (id, starts_at, ends_at, planned_starts_at, planned_ends_at)
SELECT p.id, p.starts_at, p.ends_at, s.starts_at, s.ends_at
FROM shift s JOIN published_shift p USING (id) WHERE s.status <> 'PUBLISHED' AND p.status = 'PUBLISHED'
FOR SHARE OF s
ON CONFLICT (id) DO NOTHING;
