-- Some ${shifts} shifts in ${weeks} weeks, of which four are to come and the last two are drafts: half of them at Harbour, five
-- a week at Kiosk; five a week for each person, seven a day for the first one and one a week for the second one. Triggers are
-- bypassed, and what they would have written is written here.
SET session_replication_role = replica;

-- Indexes are built afterwards, which is quicker.
CREATE TEMPORARY TABLE later (made text);
DO $$
DECLARE
    it record;
BEGIN
    FOR it IN SELECT conname, conrelid::regclass AS of, pg_get_constraintdef(oid) AS made FROM pg_constraint
              WHERE contype = 'x' LOOP
        INSERT INTO later VALUES (format('ALTER TABLE %s ADD CONSTRAINT %I %s', it.of, it.conname, it.made));
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', it.of, it.conname);
    END LOOP;
    FOR it IN SELECT i.indexrelid::regclass AS index, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
              WHERE i.indrelid IN ('shift'::regclass, 'published_shift'::regclass) AND NOT i.indisprimary LOOP
        INSERT INTO later VALUES (it.made);
        EXECUTE 'DROP INDEX ' || it.index;
    END LOOP;
END $$;

INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at)
SELECT gen_random_uuid(), person, at, at + length, 'Europe/Berlin', location, role,
    CASE WHEN n % 10 = 0 THEN 'Bring the key, and lock the back door when you leave in the evening.' END,
    CASE WHEN n % 33 = 0 THEN 'CANCELLED' WHEN w < ${weeks} - 2 THEN 'PUBLISHED' ELSE 'DRAFT' END, 1, at - interval '28 days',
    at - interval '28 days'
FROM (
    SELECT w, p * 31 + w * 5 + d AS n, CASE WHEN (p * 31 + w * 5 + d) % 20 > 0 THEN md5('person ' || p)::uuid END AS person,
        begin + (w * 7 + (p + d) % 7) * interval '1 day' + (ARRAY[6, 8, 9, 14, 22])[1 + (p + w) % 5] * interval '1 hour' AS at,
        (ARRAY[interval '8 hours', interval '6 hours', interval '270 minutes'])[1 + (p + d) % 3] AS length,
        CASE WHEN p % 2 = 0 THEN 'Harbour' WHEN p = 11 THEN 'Kiosk' ELSE 'Place ' || p / 20 END AS location,
        CASE WHEN p = 13 THEN 'diver' ELSE (ARRAY['barista', 'keyholder', 'cook', NULL])[1 + p % 4] END AS role
    FROM generate_series(0, ${weeks} - 1) AS w, generate_series(3, ${people}) AS p, generate_series(0, 4) AS d,
        LATERAL (SELECT date_trunc('week', now()) - (${weeks} - 4) * interval '7 days' AS begin) AS b
    UNION ALL
    SELECT w, 1, md5('person 1')::uuid, begin + (w * 7 + d) * interval '1 day' + (6 + 2 * h) * interval '1 hour',
        interval '2 hours', 'Harbour', 'barista'
    FROM generate_series(0, ${weeks} - 1) AS w, generate_series(0, 6) AS d, generate_series(0, 6) AS h,
        LATERAL (SELECT date_trunc('week', now()) - (${weeks} - 4) * interval '7 days' AS begin) AS b
    UNION ALL
    SELECT w, 1, md5('person 2')::uuid, begin + (w * 7 + 2) * interval '1 day' + interval '9 hours', interval '8 hours', 'Kiosk',
        'barista'
    FROM generate_series(greatest(0, ${weeks} - 10), ${weeks} - 1) AS w,
        LATERAL (SELECT date_trunc('week', now()) - (${weeks} - 4) * interval '7 days' AS begin) AS b
) AS s ORDER BY at - interval '28 days';

INSERT INTO published_shift
    (id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at)
SELECT id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at
FROM shift WHERE status = 'PUBLISHED' OR status = 'CANCELLED' AND starts_at < date_trunc('week', now()) + interval '14 days';

DO $$
DECLARE
    it record;
BEGIN
    FOR it IN SELECT made FROM later LOOP
        EXECUTE it.made;
    END LOOP;
END $$;
DROP TABLE later;

INSERT INTO absence (id, person_id, starts_at, ends_at, reason, status, version, created_at, updated_at)
SELECT gen_random_uuid(), md5('person ' || 1 + n % ${people})::uuid, at, at + n % 14 * interval '1 day' + interval '8 hours', NULL,
    (ARRAY['DECLINED', 'WITHDRAWN', 'APPROVED', 'REQUESTED'])[1 + n % 4], 0, now(), now()
FROM generate_series(1, ${shifts} / 10) AS n,
    LATERAL (SELECT date_trunc('week', now()) + (n * 7919 % 20000 - 16000) * interval '1 hour' AS at) AS a;
INSERT INTO swap (id, offered_id, wanted_id, offered_version, wanted_version, offered_by, wanted_from, expires_at, status,
    version, created_at, updated_at)
SELECT gen_random_uuid(), o.id, o.next, 1, 1,
    CASE WHEN o.number % 4 = 0 THEN md5('person 1')::uuid ELSE md5('person ' || 3 + o.number % 50)::uuid END,
    CASE WHEN o.number % 4 = 1 THEN md5('person 1')::uuid ELSE md5('person ' || 100 + o.number % 50)::uuid END, o.starts_at,
    (ARRAY['OFFERED', 'ACCEPTED', 'APPROVED', 'DECLINED', 'WITHDRAWN'])[1 + o.number % 5], 0, now(), now()
FROM (SELECT id, starts_at, row_number() OVER () AS number, lead(id) OVER () AS next FROM shift LIMIT ${shifts} / 10) AS o
WHERE o.next IS NOT NULL;
INSERT INTO former_assignment (person_id, shift_id, starts_at, ends_at, location, role, notes, version, updated_at)
SELECT md5('person 1')::uuid, id, starts_at, ends_at, location, role, notes, 1, now()
FROM published_shift WHERE assignee_id IS NULL LIMIT 5000;
INSERT INTO change_row (feed, row_id, kind, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason,
    status, version, created_at, updated_at, actor, at)
SELECT 'shift', id, 'CREATED', assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason,
    status, version, created_at, updated_at, 'ada@example.com', now() FROM (SELECT * FROM shift LIMIT ${changes}) AS s;
INSERT INTO change_row (feed, row_id, kind, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason,
    status, version, created_at, updated_at, actor, at)
SELECT 'published_shift', id, 'CREATED', assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason,
    status, version, created_at, updated_at, 'ada@example.com', now()
FROM (SELECT * FROM published_shift LIMIT ${changes}) AS s;
INSERT INTO idempotency_key (key, digest, answer, created_at)
SELECT 'k' || i, md5(i::text), '{}', now() - i % 1500 * interval '1 minute' FROM generate_series(1, ${shifts} / 10) AS i;
