-- The equality of a uuid inside a GiST index. A trusted extension: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE shift (
    id          uuid        PRIMARY KEY,
    assignee_id uuid,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    zone        text        NOT NULL,
    location    text        NOT NULL CONSTRAINT shift_location_length CHECK (char_length(location) BETWEEN 1 AND 100),
    role        text        CONSTRAINT shift_role_length CHECK (char_length(role) BETWEEN 1 AND 32),
    notes       text        CONSTRAINT shift_notes_length CHECK (char_length(notes) <= 2000),
    status      text        NOT NULL CONSTRAINT shift_status_known CHECK (status IN ('DRAFT', 'PUBLISHED', 'CANCELLED')),
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT shift_duration CHECK (ends_at - starts_at BETWEEN interval '1 minute' AND interval '24 hours'),
    -- Nobody is ever booked twice. Half-open ranges: one shift may begin at the very instant another ends.
    CONSTRAINT shift_no_double_booking
        EXCLUDE USING gist (assignee_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status <> 'CANCELLED')
);

-- The order of every list, and the way into a window.
CREATE INDEX shift_by_start ON shift (starts_at, id);
CREATE INDEX shift_by_assignee ON shift (assignee_id, starts_at);

-- An exclusion constraint alone lets two writers each insert, find the other's row and wait for it: a deadlock, which
-- costs one of them a second and an error. Writers for the same person therefore take turns. The lock covers the person
-- before and after, in one order everywhere, so that two exchanges cannot wait for each other either.
CREATE FUNCTION shift_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person uuid;
BEGIN
    FOR person IN
        SELECT DISTINCT p FROM unnest(ARRAY[NEW.assignee_id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.assignee_id END]) AS p
        WHERE p IS NOT NULL ORDER BY p
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 0));
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER shift_take_turns BEFORE INSERT OR UPDATE OF assignee_id, starts_at, ends_at, status ON shift
    FOR EACH ROW EXECUTE FUNCTION shift_take_turns();

-- One effect for one Idempotency-Key; the answer is null only inside the transaction that works on it.
CREATE TABLE idempotency_key (
    key        text        PRIMARY KEY,
    digest     text        NOT NULL,
    answer     text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
