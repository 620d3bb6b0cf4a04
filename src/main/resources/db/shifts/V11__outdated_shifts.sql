-- What publishing looks through, besides drafts: shifts whose published edition is in force and no longer what is planned.
-- No index finds them in shift or in published_shift, because it is two rows together that say so, and each of the two
-- editions may be anywhere in time.
CREATE TABLE outdated_shift (
    id                uuid        PRIMARY KEY REFERENCES shift (id) ON DELETE CASCADE,
    -- As published.
    starts_at         timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    planned_starts_at timestamptz NOT NULL,
    planned_ends_at   timestamptz NOT NULL
);
CREATE INDEX outdated_shift_by_start ON outdated_shift (starts_at);
CREATE INDEX outdated_shift_by_planned_start ON outdated_shift (planned_starts_at);

CREATE FUNCTION shift_outdates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'PUBLISHED' THEN
        DELETE FROM outdated_shift WHERE id = NEW.id;
    ELSE
        INSERT INTO outdated_shift (id, starts_at, ends_at, planned_starts_at, planned_ends_at)
        SELECT p.id, p.starts_at, p.ends_at, NEW.starts_at, NEW.ends_at
        FROM published_shift p WHERE p.id = NEW.id AND p.status = 'PUBLISHED'
        ON CONFLICT (id) DO UPDATE SET
            (starts_at, ends_at, planned_starts_at, planned_ends_at) =
            (excluded.starts_at, excluded.ends_at, excluded.planned_starts_at, excluded.planned_ends_at);
    END IF;
    RETURN NULL;
END $$;
-- Keeps writers of shift out until the migration is done, so that none is missed.
CREATE TRIGGER shift_outdates AFTER UPDATE OF status, starts_at, ends_at ON shift
    FOR EACH ROW EXECUTE FUNCTION shift_outdates();

-- A cancellation is published without a write to shift.
CREATE FUNCTION published_shift_cancelled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM outdated_shift WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER published_shift_cancelled AFTER UPDATE OF status ON published_shift
    FOR EACH ROW WHEN (NEW.status = 'CANCELLED') EXECUTE FUNCTION published_shift_cancelled();
