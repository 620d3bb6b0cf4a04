-- Changes are recorded in columns from here on; those before stay as they are. Whoever reads or updates them, an earlier version
-- of the program too, does so through a view of the table's former name, in which each of them has a state.
ALTER TABLE change RENAME TO change_row;
ALTER TABLE change_row ALTER COLUMN state DROP NOT NULL;

CREATE VIEW change AS
SELECT seq, feed, position, row_id, kind,
    CASE WHEN state IS NOT NULL THEN state ELSE jsonb_build_object(
        'id', row_id, 'assignee_id', assignee_id, 'claimed_by', claimed_by, 'starts_at', starts_at, 'ends_at', ends_at,
        'zone', zone, 'location', location, 'role', role, 'notes', notes, 'override_reason', override_reason,
        'status', status, 'version', version, 'created_at', created_at, 'updated_at', updated_at,
        'copied_from', copied_from, 'copied_weeks', copied_weeks) END AS state,
    actor, at
FROM change_row;

CREATE OR REPLACE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- The columns of both editions have the same names there.
    became change_row;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NULL;
    END IF;
    became = jsonb_populate_record(NULL::change_row, CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END);
    INSERT INTO change_row
        (feed, row_id, kind, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason, status,
         version, created_at, updated_at, copied_from, copied_weeks, actor, at)
    VALUES (
        TG_TABLE_NAME,
        CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END,
        CASE
            WHEN TG_OP = 'INSERT' THEN 'CREATED'
            WHEN TG_OP = 'DELETE' THEN 'DELETED'
            WHEN NEW.status <> OLD.status AND NEW.status IN ('PUBLISHED', 'CANCELLED') THEN NEW.status
            ELSE 'UPDATED'
        END,
        became.assignee_id, became.claimed_by, became.starts_at, became.ends_at, became.zone, became.location, became.role,
        became.notes, became.override_reason, became.status, became.version, became.created_at, became.updated_at,
        became.copied_from, became.copied_weeks,
        -- Empty where an earlier transaction of the connection had one.
        nullif(current_setting('rota.actor', true), ''),
        clock_timestamp());
    RETURN NULL;
END $$;

-- As they were, but for changes, which are of both forms.
CREATE OR REPLACE FUNCTION written_of(person uuid) RETURNS TABLE (id uuid, written text) LANGUAGE sql STABLE AS $$
    SELECT was.id, field.value
    FROM (SELECT s.id, s.notes, s.override_reason FROM shift s WHERE s.assignee_id = person
          UNION ALL SELECT p.id, p.notes, p.override_reason FROM published_shift p WHERE p.assignee_id = person
          UNION ALL SELECT f.shift_id, f.notes, NULL FROM former_assignment f WHERE f.person_id = person
          UNION ALL SELECT c.row_id, c.notes, c.override_reason FROM change_row c
                    WHERE c.assignee_id = person AND (c.notes IS NOT NULL OR c.override_reason IS NOT NULL)
          UNION ALL SELECT c.row_id, c.state ->> 'notes', c.state ->> 'override_reason' FROM change_row c
                    WHERE c.feed IN ('shift', 'published_shift') AND c.state ->> 'assignee_id' = person::text)
              AS was (id, notes, override_reason),
         LATERAL (VALUES (was.notes), (was.override_reason)) AS field (value)
    -- See erase_person.
    WHERE field.value <> 'erased'
    GROUP BY was.id, field.value
$$;

CREATE OR REPLACE FUNCTION erase_person(person uuid, known_as text[]) RETURNS void LANGUAGE plpgsql AS $$
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
    UPDATE change_row c SET
        notes = CASE WHEN c.notes = ANY (w.texts) THEN NULL ELSE c.notes END,
        override_reason = CASE WHEN c.override_reason = ANY (w.texts) THEN 'erased' ELSE c.override_reason END
    FROM (SELECT id, array_agg(written) FROM unnest(ids, texts) AS w (id, written) GROUP BY id) AS w (id, texts)
    WHERE c.feed IN ('shift', 'published_shift') AND c.row_id = w.id
      AND (c.notes = ANY (w.texts) OR c.override_reason = ANY (w.texts));
    UPDATE change_row c SET state = c.state
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
