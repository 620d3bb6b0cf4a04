-- Publishing, claiming and copying.
--
-- Workers see what was published; planners change the table shift. The version that workers see has a row of its own, which
-- a cancelled shift keeps: whoever saw it is to see that it is off.
ALTER TABLE shift
    ADD COLUMN claimed_by uuid,
    -- What a copy was made of, and how many weeks later.
    ADD COLUMN copied_from uuid REFERENCES shift (id),
    ADD COLUMN copied_weeks integer;
CREATE UNIQUE INDEX shift_copied_once ON shift (copied_from, copied_weeks) WHERE status <> 'CANCELLED';

CREATE TABLE published_shift (
    id          uuid        PRIMARY KEY REFERENCES shift (id),
    assignee_id uuid,
    claimed_by  uuid,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    zone        text        NOT NULL,
    location    text        NOT NULL,
    role        text,
    notes       text,
    status      text        NOT NULL CONSTRAINT published_shift_status_known CHECK (status IN ('PUBLISHED', 'CANCELLED')),
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    -- What is published books nobody twice either. Checked at the end of the transaction, because shifts that are published
    -- together may have exchanged their people.
    CONSTRAINT published_shift_no_double_booking
        EXCLUDE USING gist (assignee_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status = 'PUBLISHED')
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX published_shift_by_start ON published_shift (starts_at, id);
CREATE INDEX published_shift_by_assignee ON published_shift (assignee_id, starts_at);

-- What publishing has to look through.
CREATE INDEX shift_unpublished ON shift (starts_at) WHERE status <> 'PUBLISHED';

-- Until the end of the transaction, whoever writes for one of these people is the only one who does. One order everywhere,
-- so that two writers for several people cannot wait for each other.
CREATE FUNCTION take_turns(people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    person uuid;
BEGIN
    FOR person IN SELECT DISTINCT p FROM unnest(people) AS p WHERE p IS NOT NULL ORDER BY p LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 0));
    END LOOP;
END $$;

-- As before, and for the person whom workers see too: publishing takes the shift from one and gives it to the other.
CREATE OR REPLACE FUNCTION shift_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[
        NEW.assignee_id,
        CASE WHEN TG_OP = 'UPDATE' THEN OLD.assignee_id END,
        (SELECT assignee_id FROM published_shift WHERE id = NEW.id)]);
    RETURN NEW;
END $$;

-- Whatever writes a shift as published publishes it: an earlier version of the program, too, which knows of no other table.
CREATE FUNCTION shift_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO published_shift AS p
        (id, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at)
    VALUES
        (NEW.id, NEW.assignee_id, NEW.claimed_by, NEW.starts_at, NEW.ends_at, NEW.zone, NEW.location, NEW.role, NEW.notes,
         NEW.status, NEW.version, NEW.created_at, NEW.updated_at)
    ON CONFLICT (id) DO UPDATE SET
        (assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, status, version, updated_at) =
        (NEW.assignee_id, NEW.claimed_by, NEW.starts_at, NEW.ends_at, NEW.zone, NEW.location, NEW.role, NEW.notes,
         NEW.status, NEW.version, NEW.updated_at);
    RETURN NULL;
END $$;
-- Keeps writers of shift out until the migration is done, so that none is missed.
CREATE TRIGGER shift_publish AFTER INSERT OR UPDATE ON shift
    FOR EACH ROW WHEN (NEW.status = 'PUBLISHED') EXECUTE FUNCTION shift_publish();

INSERT INTO published_shift
    (id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at)
SELECT id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version, created_at, updated_at
FROM shift WHERE status = 'PUBLISHED';
