-- A page of changes costs by the page, whatever statistics say. Followers keep up, so statistics say that nothing is unread;
-- then PostgreSQL joined a backlog in a nested loop, each change with each, and a follower that was some thousands late was
-- answered 503 until somebody ran ANALYZE. No join now: each change that gets a position is looked up by its key.
CREATE OR REPLACE FUNCTION place_changes(wanted text) RETURNS feed LANGUAGE plpgsql
    -- So what is unread is read in its order, and no further than it has to be.
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
AS $$
DECLARE
    head   feed;
    unread record;
BEGIN
    -- Nobody waits where there is nothing to do.
    PERFORM FROM change c WHERE c.feed = wanted AND c.position IS NULL ORDER BY c.seq LIMIT 1;
    IF NOT FOUND THEN
        SELECT * INTO head FROM feed f WHERE f.name = wanted;
        RETURN head;
    END IF;
    SELECT * INTO head FROM feed f WHERE f.name = wanted FOR UPDATE;
    FOR unread IN
        SELECT c.row_id, c.seq FROM change c WHERE c.feed = wanted AND c.position IS NULL ORDER BY c.seq LIMIT 1000
    LOOP
        head.position = head.position + 1;
        UPDATE change c SET position = head.position
        WHERE c.feed = wanted AND c.row_id = unread.row_id AND c.seq = unread.seq;
    END LOOP;
    UPDATE feed f SET position = head.position WHERE f.name = wanted;
    RETURN head;
END $$;
