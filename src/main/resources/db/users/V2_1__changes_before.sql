-- Who was there before changes were recorded is in the feed too, before everything else, as they were when they were changed
-- last. A transaction of its own, because the one before keeps writers out: this table may be big, and nobody has to wait
-- while it is read. The statement reads one moment: what was changed by then is recorded already and left out here, and what
-- is changed later is recorded behind. Nobody reads a feed that is not there yet.
INSERT INTO change (seq, feed, position, row_id, kind, state, at)
SELECT row_number() OVER by_time - count(*) OVER (), 'users', row_number() OVER by_time, u.id, 'CREATED', to_jsonb(u),
       u.updated_at
FROM users u
WHERE NOT EXISTS (SELECT FROM change c WHERE c.feed = 'users' AND c.row_id = u.id)
WINDOW by_time AS (ORDER BY u.updated_at, u.id);

INSERT INTO feed (name, position)
SELECT 'users', count(position) FROM change WHERE feed = 'users';
