-- What was there before changes were recorded is in the feeds too, before everything else, as it was when it was changed
-- last. A transaction of its own, because the one before keeps writers out: these tables may be big, and nobody has to wait
-- while they are read. Each statement reads one moment: what was changed by then is recorded already and left out here, and
-- what is changed later is recorded behind. Nobody reads a feed that is not there yet.
INSERT INTO change (seq, feed, position, row_id, kind, state, at)
SELECT row_number() OVER by_time - count(*) OVER (), 'shift', row_number() OVER by_time, s.id, 'CREATED', to_jsonb(s),
       s.updated_at
FROM shift s
WHERE NOT EXISTS (SELECT FROM change c WHERE c.feed = 'shift' AND c.row_id = s.id)
WINDOW by_time AS (ORDER BY s.updated_at, s.id);

INSERT INTO change (seq, feed, position, row_id, kind, state, at)
SELECT row_number() OVER by_time - count(*) OVER (), 'published_shift', row_number() OVER by_time, s.id, 'CREATED',
       to_jsonb(s), s.updated_at
FROM published_shift s
WHERE NOT EXISTS (SELECT FROM change c WHERE c.feed = 'published_shift' AND c.row_id = s.id)
WINDOW by_time AS (ORDER BY s.updated_at, s.id);

INSERT INTO feed (name, position)
SELECT name, (SELECT count(c.position) FROM change c WHERE c.feed = name)
FROM unnest(ARRAY['shift', 'published_shift']) AS name;
