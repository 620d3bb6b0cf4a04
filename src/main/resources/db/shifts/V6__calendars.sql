-- Calendars: whoever has the address of one reads a person's published shifts. The database knows only the digest of what is
-- secret in that address, so that nobody can read it here.
CREATE TABLE calendar (
    id           uuid        PRIMARY KEY,
    person_id    uuid        NOT NULL,
    name         text        CONSTRAINT calendar_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    token_digest text        NOT NULL CONSTRAINT calendar_token_digest UNIQUE,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX calendar_by_person ON calendar (person_id, id);

-- Who had a shift that workers see, and has it no more, as that person saw it last: the calendar that shows it has to be told
-- that it is off. The version is the one that took it away.
CREATE TABLE former_assignment (
    person_id  uuid        NOT NULL,
    shift_id   uuid        NOT NULL REFERENCES published_shift (id),
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    location   text        NOT NULL,
    role       text,
    notes      text,
    version    integer     NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, shift_id)
);

CREATE FUNCTION published_shift_changes_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever gets a shift back has it.
    DELETE FROM former_assignment WHERE person_id = NEW.assignee_id AND shift_id = NEW.id;
    IF OLD.assignee_id IS NOT NULL THEN
        INSERT INTO former_assignment
            (person_id, shift_id, starts_at, ends_at, location, role, notes, version, updated_at)
        VALUES
            (OLD.assignee_id, OLD.id, OLD.starts_at, OLD.ends_at, OLD.location, OLD.role, OLD.notes, NEW.version,
             NEW.updated_at);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER published_shift_changes_hands AFTER UPDATE ON published_shift
    FOR EACH ROW WHEN (OLD.assignee_id IS DISTINCT FROM NEW.assignee_id)
    EXECUTE FUNCTION published_shift_changes_hands();

-- What a person's calendar shows, each shift once: read by one statement, no change can come in between.
CREATE VIEW calendar_event AS
SELECT id, assignee_id AS person_id, starts_at, ends_at, location, role, notes, status, version, updated_at
FROM published_shift WHERE assignee_id IS NOT NULL
UNION ALL
SELECT shift_id, person_id, starts_at, ends_at, location, role, notes, 'CANCELLED', version, updated_at
FROM former_assignment;
