-- What a change says of a shift, in columns of its own: in JSON, the names of the columns and the digits of times and ids took
-- three times as much, and giving a change its position writes it once more. Which ones: see V14_2.
ALTER TABLE change
    ADD COLUMN starts_at timestamptz, ADD COLUMN ends_at timestamptz,
    ADD COLUMN created_at timestamptz, ADD COLUMN updated_at timestamptz,
    ADD COLUMN version integer, ADD COLUMN copied_weeks integer,
    ADD COLUMN assignee_id uuid, ADD COLUMN claimed_by uuid, ADD COLUMN copied_from uuid,
    ADD COLUMN zone text, ADD COLUMN location text, ADD COLUMN role text, ADD COLUMN notes text,
    ADD COLUMN status text, ADD COLUMN override_reason text;
