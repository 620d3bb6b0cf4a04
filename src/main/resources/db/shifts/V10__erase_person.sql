-- Erasing a person, as far as it is known here: by id, in what was written about them, and as who did something.
--
-- The shifts stay, with an id that nobody knows any more: they are the rota.
CREATE TABLE erasure (
    person_id uuid        PRIMARY KEY,
    -- When it was last asked for.
    at        timestamptz NOT NULL
);

-- Users was asked before a transaction whether the person may be given work, and said yes before they were deactivated and
-- erased: what was begun then would come after the erasure. No request takes so long. Whoever is refused tries again, and
-- users knows by then.
CREATE FUNCTION require_not_erased(people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM erasure e WHERE e.person_id = ANY (people) AND e.at > now() - interval '1 minute') THEN
        RAISE EXCEPTION 'the person is being erased' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

-- As before, and nobody who is erased gets a shift.
CREATE OR REPLACE FUNCTION shift_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[
        NEW.assignee_id,
        CASE WHEN TG_OP = 'UPDATE' THEN OLD.assignee_id END,
        (SELECT assignee_id FROM published_shift WHERE id = NEW.id)]);
    IF TG_OP = 'INSERT' OR NEW.assignee_id IS DISTINCT FROM OLD.assignee_id THEN
        PERFORM require_not_erased(ARRAY[NEW.assignee_id]);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION absence_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[NEW.person_id]);
    IF TG_OP = 'INSERT' THEN
        PERFORM require_not_erased(ARRAY[NEW.person_id]);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION swap_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[NEW.offered_by, NEW.wanted_from]);
    PERFORM require_not_erased(ARRAY[NEW.offered_by, NEW.wanted_from]);
    RETURN NEW;
END $$;
CREATE TRIGGER swap_take_turns BEFORE INSERT ON swap
    FOR EACH ROW EXECUTE FUNCTION swap_take_turns();

CREATE FUNCTION calendar_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[NEW.person_id]);
    PERFORM require_not_erased(ARRAY[NEW.person_id]);
    RETURN NEW;
END $$;
CREATE TRIGGER calendar_take_turns BEFORE INSERT ON calendar
    FOR EACH ROW EXECUTE FUNCTION calendar_take_turns();

-- The notes and the reasons for an override that stood at a shift while it was the person's, in either edition.
CREATE FUNCTION written_of(person uuid) RETURNS TABLE (id uuid, written text) LANGUAGE sql STABLE AS $$
    SELECT was.id, field.value
    FROM (SELECT s.id, s.notes, s.override_reason FROM shift s WHERE s.assignee_id = person
          UNION ALL SELECT p.id, p.notes, p.override_reason FROM published_shift p WHERE p.assignee_id = person
          UNION ALL SELECT f.shift_id, f.notes, NULL FROM former_assignment f WHERE f.person_id = person
          UNION ALL SELECT c.row_id, c.state ->> 'notes', c.state ->> 'override_reason' FROM change c
                    WHERE c.feed IN ('shift', 'published_shift') AND c.state ->> 'assignee_id' = person::text)
              AS was (id, notes, override_reason),
         LATERAL (VALUES (was.notes), (was.override_reason)) AS field (value)
    -- See erase_person.
    WHERE field.value <> 'erased'
    GROUP BY was.id, field.value
$$;

-- Locks what has something of the person, and then the person: the lock order.
CREATE FUNCTION lock_person(person uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM absence a WHERE a.person_id = person ORDER BY a.id FOR UPDATE;
    PERFORM FROM swap s WHERE person IN (s.offered_by, s.wanted_from) ORDER BY s.id FOR UPDATE;
    PERFORM FROM shift s WHERE s.id IN (SELECT w.id FROM written_of(person) w) ORDER BY s.id FOR UPDATE;
    PERFORM take_turns(ARRAY[person]);
END $$;

-- Everything but what erase_actor does. The person is locked, has no shift that is still to be worked, and gets none.
--
-- A text goes with the shift to whoever has it next, so it is erased wherever it stands with that shift. That there was a
-- reason for an override stays, because it was accepted. What a client sees of a shift is another version, and followers of
-- the feeds are told, as of any change.
CREATE FUNCTION erase_person(person uuid, known_as text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    ids   uuid[];
    texts text[];
BEGIN
    SELECT array_agg(w.id), array_agg(w.written) INTO ids, texts FROM written_of(person) w;

    INSERT INTO erasure (person_id, at) VALUES (person, now()) ON CONFLICT (person_id) DO UPDATE SET at = excluded.at;
    DELETE FROM calendar WHERE person_id = person;
    DELETE FROM absence WHERE person_id = person;
    DELETE FROM former_assignment WHERE person_id = person;
    UPDATE swap SET reason = NULL, version = version + 1, updated_at = now()
    WHERE person IN (offered_by, wanted_from) AND reason IS NOT NULL;

    UPDATE shift s SET
        notes = CASE WHEN s.notes = ANY (w.texts) THEN NULL ELSE s.notes END,
        override_reason = CASE WHEN s.override_reason = ANY (w.texts) THEN 'erased' ELSE s.override_reason END,
        version = s.version + 1, updated_at = now()
    FROM (SELECT id, array_agg(written) FROM unnest(ids, texts) AS w (id, written) GROUP BY id) AS w (id, texts)
    WHERE s.id = w.id
      AND (s.notes = ANY (w.texts) OR s.override_reason = ANY (w.texts)
           OR EXISTS (SELECT FROM published_shift p WHERE p.id = s.id
                      AND (p.notes = ANY (w.texts) OR p.override_reason = ANY (w.texts))));
    -- Those that shift_publish has not written: what is published differs from what is planned.
    UPDATE published_shift p SET
        notes = CASE WHEN p.notes = ANY (w.texts) THEN NULL ELSE p.notes END,
        override_reason = CASE WHEN p.override_reason = ANY (w.texts) THEN 'erased' ELSE p.override_reason END,
        version = s.version, updated_at = s.updated_at
    FROM (SELECT id, array_agg(written) FROM unnest(ids, texts) AS w (id, written) GROUP BY id) AS w (id, texts), shift s
    WHERE p.id = w.id AND s.id = w.id AND (p.notes = ANY (w.texts) OR p.override_reason = ANY (w.texts));
    UPDATE former_assignment f SET notes = NULL
    FROM unnest(ids, texts) AS w (id, written) WHERE f.shift_id = w.id AND f.notes = w.written;

    -- Before its changes: a reader that is giving them positions has the same order.
    PERFORM FROM feed f ORDER BY f.name FOR UPDATE;
    UPDATE change c SET state = c.state
        || CASE WHEN c.state ->> 'notes' = ANY (w.texts) THEN jsonb_build_object('notes', NULL) ELSE '{}' END
        || CASE WHEN c.state ->> 'override_reason' = ANY (w.texts)
                THEN jsonb_build_object('override_reason', 'erased') ELSE '{}' END
    FROM (SELECT id, array_agg(written) FROM unnest(ids, texts) AS w (id, written) GROUP BY id) AS w (id, texts)
    WHERE c.feed IN ('shift', 'published_shift') AND c.row_id = w.id
      AND (c.state ->> 'notes' = ANY (w.texts) OR c.state ->> 'override_reason' = ANY (w.texts));

    -- Whoever holds the row of a key waits for a person, and not the other way round. A row that is locked has expired, and
    -- is being used for another request or deleted.
    DELETE FROM idempotency_key WHERE key IN (
        SELECT k.key FROM idempotency_key k
        WHERE jsonb_path_query_array(k.answer::jsonb, 'strict $.**') ?| (person || coalesce(ids, '{}'))::text[]
           OR EXISTS (SELECT FROM unnest(known_as) AS name WHERE name LIKE '%@%' AND strpos(lower(k.key), lower(name)) > 0)
           OR strpos(lower(k.key), person::text) > 0
        FOR UPDATE SKIP LOCKED);
END $$;

-- Who did something is forgotten, of this many changes at the most; returns of how many it was. Somebody who planned the rota
-- for years did more than one transaction has time for.
CREATE FUNCTION erase_actor(person uuid, known_as text[], most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    called text[] := ARRAY(SELECT lower(normalize(name)) FROM unnest(known_as) AS name) || person::text;
    erased integer;
BEGIN
    PERFORM FROM feed f ORDER BY f.name FOR UPDATE;
    UPDATE change c SET actor = NULL FROM (
        SELECT a.feed, a.row_id, a.seq FROM change a
        WHERE a.actor IS NOT NULL AND lower(normalize(a.actor)) = ANY (called) LIMIT most) AS a
    WHERE c.feed = a.feed AND c.row_id = a.row_id AND c.seq = a.seq;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;
