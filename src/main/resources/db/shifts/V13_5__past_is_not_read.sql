-- Nothing that began earlier than the longest shift, or the longest absence, is still going on: so the past is not read. In hours, because a day
-- of an interval is one by the clock.
CREATE OR REPLACE FUNCTION absence_without_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM shift WHERE assignee_id = NEW.person_id AND status <> 'CANCELLED'
               AND starts_at > NEW.starts_at - interval '27 hours' AND starts_at < NEW.ends_at
               AND ends_at > NEW.starts_at) THEN
        RAISE EXCEPTION 'a shift of the absent person violates constraint "absence_without_shift"'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shift_without_absence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM absence WHERE person_id = NEW.assignee_id AND status = 'APPROVED'
               AND starts_at > NEW.starts_at - interval '8787 hours' AND starts_at < NEW.ends_at
               AND ends_at > NEW.starts_at) THEN
        RAISE EXCEPTION 'an approved absence of the assignee violates constraint "shift_no_double_booking"'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
