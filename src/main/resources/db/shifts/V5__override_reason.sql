-- Why a planner gives somebody a shift although there is too little rest around it or too much work in its week.
ALTER TABLE shift
    ADD COLUMN override_reason text
        CONSTRAINT shift_override_reason_length CHECK (char_length(override_reason) BETWEEN 1 AND 500);
ALTER TABLE published_shift ADD COLUMN override_reason text;

-- As before, and with that reason.
CREATE OR REPLACE FUNCTION shift_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO published_shift AS p
        (id, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason, status, version,
         created_at, updated_at)
    VALUES
        (NEW.id, NEW.assignee_id, NEW.claimed_by, NEW.starts_at, NEW.ends_at, NEW.zone, NEW.location, NEW.role, NEW.notes,
         NEW.override_reason, NEW.status, NEW.version, NEW.created_at, NEW.updated_at)
    ON CONFLICT (id) DO UPDATE SET
        (assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, override_reason, status, version,
         updated_at) =
        (NEW.assignee_id, NEW.claimed_by, NEW.starts_at, NEW.ends_at, NEW.zone, NEW.location, NEW.role, NEW.notes,
         NEW.override_reason, NEW.status, NEW.version, NEW.updated_at);
    RETURN NULL;
END $$;
