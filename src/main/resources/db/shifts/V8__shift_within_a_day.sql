-- A shift takes at most 24 hours by the clock of its place: 25 hours of real elapsed time on the night when the clock is put
-- back by one, and 23 on the night when it is put forward.
--
-- A constraint cannot say so. What PostgreSQL knows of time zones changes with its releases, and with a law somewhere; a dump
-- would not be restored where a row is longer by the new clock. So the constraint has the longest real elapsed time, for no
-- clock has been put back by more than three hours since 2000. A trigger, which a dump creates after the rows, has the rest,
-- and looks only when the span changes.
--
-- NOT VALID, because every row is within the limit that was there before: nobody waits while the table is read.
ALTER TABLE shift DROP CONSTRAINT shift_duration;
ALTER TABLE shift ADD CONSTRAINT shift_duration
    CHECK (ends_at - starts_at BETWEEN interval '1 minute' AND interval '27 hours') NOT VALID;

CREATE FUNCTION shift_within_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.starts_at, NEW.ends_at, NEW.zone) = (OLD.starts_at, OLD.ends_at, OLD.zone) THEN
        RETURN NULL;
    END IF;
    IF (NEW.ends_at AT TIME ZONE NEW.zone) - (NEW.starts_at AT TIME ZONE NEW.zone) > interval '24 hours' THEN
        RAISE EXCEPTION 'a shift of more than 24 hours by its clock violates constraint "shift_duration"'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
EXCEPTION WHEN invalid_parameter_value THEN
    -- PostgreSQL does not know the zone; the program does.
    RETURN NULL;
END $$;
-- What takes less is left alone, also if it takes more by the clock: the version before may write that.
CREATE TRIGGER shift_within_a_day AFTER INSERT OR UPDATE OF starts_at, ends_at, zone ON shift
    FOR EACH ROW WHEN (NEW.ends_at - NEW.starts_at > interval '24 hours')
    EXECUTE FUNCTION shift_within_a_day();
