-- Time off. While a person's absence is approved, nobody plans a shift for that person.
CREATE TABLE absence (
    id         uuid        PRIMARY KEY,
    person_id  uuid        NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    reason     text        CONSTRAINT absence_reason_length CHECK (char_length(reason) <= 2000),
    status     text        NOT NULL
        CONSTRAINT absence_status_known CHECK (status IN ('REQUESTED', 'APPROVED', 'DECLINED', 'WITHDRAWN')),
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT absence_duration CHECK (ends_at - starts_at BETWEEN interval '1 minute' AND interval '366 days')
);
CREATE INDEX absence_by_start ON absence (starts_at, id);
CREATE INDEX absence_by_person ON absence (person_id, starts_at);

-- No constraint reaches over two tables. Two triggers do, one on each, because writers for the same person take turns: what
-- the one before has written is committed when the next one looks.
CREATE FUNCTION absence_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turns(ARRAY[NEW.person_id]);
    RETURN NEW;
END $$;
CREATE TRIGGER absence_take_turns BEFORE INSERT OR UPDATE ON absence
    FOR EACH ROW EXECUTE FUNCTION absence_take_turns();

CREATE FUNCTION absence_without_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM shift WHERE assignee_id = NEW.person_id AND status <> 'CANCELLED'
               AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at) THEN
        RAISE EXCEPTION 'a shift of the absent person violates constraint "absence_without_shift"'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER absence_without_shift AFTER INSERT OR UPDATE ON absence
    FOR EACH ROW WHEN (NEW.status = 'APPROVED') EXECUTE FUNCTION absence_without_shift();

-- Under the name by which every version of the program knows that somebody's time is taken.
CREATE FUNCTION shift_without_absence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM absence WHERE person_id = NEW.assignee_id AND status = 'APPROVED'
               AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at) THEN
        RAISE EXCEPTION 'an approved absence of the assignee violates constraint "shift_no_double_booking"'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shift_without_absence AFTER INSERT OR UPDATE OF assignee_id, starts_at, ends_at, status ON shift
    FOR EACH ROW WHEN (NEW.assignee_id IS NOT NULL AND NEW.status <> 'CANCELLED')
    EXECUTE FUNCTION shift_without_absence();
