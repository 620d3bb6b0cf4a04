-- Erasing a person.
--
-- Every name, address and phone number that a person has or had, for finding what others recorded of them.
CREATE FUNCTION known_as(person uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT field.value
    FROM (SELECT to_jsonb(u) FROM users u WHERE u.id = person
          UNION ALL SELECT c.state FROM change c WHERE c.feed = 'users' AND c.row_id = person) AS was (state),
         LATERAL (VALUES (was.state ->> 'name'), (was.state ->> 'email'), (was.state ->> 'phone')) AS field (value)
    WHERE field.value <> ''
$$;

-- False where there is nothing to erase and never was. Of somebody who is erased, one change stays, with no more than clients
-- expect of any: followers erase their copy by it, and whoever erases again is told that it is done.
--
-- The role that serves may do all of this by itself. It is one function so that nothing is left out, whoever calls it.
CREATE FUNCTION erase_person(person uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    called text[] := ARRAY(SELECT lower(normalize(name)) FROM known_as(person) AS name) || person::text;
    gone   users;
BEGIN
    -- Before its changes: a reader that is giving them positions counts them.
    PERFORM FROM feed f WHERE f.name = 'users' FOR UPDATE;
    -- Is recorded with all that was known, and that goes below.
    DELETE FROM users u WHERE u.id = person RETURNING * INTO gone;
    IF NOT EXISTS (SELECT FROM change c WHERE c.feed = 'users' AND c.row_id = person) THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM change c WHERE c.feed = 'users' AND c.row_id = person AND c.kind <> 'ERASED') THEN
        DELETE FROM change c WHERE c.feed = 'users' AND c.row_id = person;
        INSERT INTO change (feed, row_id, kind, state, actor, at)
        VALUES ('users', person, 'ERASED',
                jsonb_build_object(
                    'id', person, 'name', '', 'email', '', 'phone', NULL, 'zone', NULL, 'roles', jsonb_build_array(),
                    'status', 'INACTIVE', 'version', coalesce(gone.version + 1, 0), 'created_at', now(),
                    'updated_at', now()),
                nullif(current_setting('rota.actor', true), ''), clock_timestamp());
    END IF;
    -- Also of what they did to others, and of this.
    UPDATE change c SET actor = NULL WHERE lower(normalize(c.actor)) = ANY (called);
    -- Whoever holds the row of a key waits for the row of a person, and not the other way round. A row that is locked has
    -- expired, and is being used for another request or deleted.
    DELETE FROM idempotency_key WHERE key IN (
        SELECT k.key FROM idempotency_key k
        WHERE jsonb_path_query_array(k.answer::jsonb, 'strict $.**') ? person::text
           OR EXISTS (SELECT FROM unnest(called) AS name WHERE name LIKE '%@%' AND strpos(lower(k.key), name) > 0)
           OR strpos(lower(k.key), person::text) > 0
        FOR UPDATE SKIP LOCKED);
    RETURN true;
END $$;
