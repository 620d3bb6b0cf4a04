-- Swaps of shifts between two people.
--
-- Two people exchange their shifts in one statement, in the middle of which one of them has both. PostgreSQL checks a
-- constraint row by row, unless it is deferrable: then at the end of each statement, as long as it is not deferred.
-- Under the name by which every version of the program knows it; nothing else that it refuses changes.
ALTER TABLE shift DROP CONSTRAINT shift_no_double_booking;
ALTER TABLE shift ADD CONSTRAINT shift_no_double_booking
    EXCLUDE USING gist (assignee_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status <> 'CANCELLED')
    DEFERRABLE INITIALLY IMMEDIATE;

CREATE TABLE swap (
    id              uuid        PRIMARY KEY,
    offered_id      uuid        NOT NULL REFERENCES shift (id),
    wanted_id       uuid        NOT NULL REFERENCES shift (id),
    -- Of the shifts, when the swap was offered: what was agreed on is exactly that.
    offered_version integer     NOT NULL,
    wanted_version  integer     NOT NULL,
    offered_by      uuid        NOT NULL,
    wanted_from     uuid        NOT NULL,
    reason          text        CONSTRAINT swap_reason_length CHECK (char_length(reason) <= 2000),
    -- One that is still open then has expired; nobody writes that.
    expires_at      timestamptz NOT NULL,
    status          text        NOT NULL
        CONSTRAINT swap_status_known CHECK (status IN ('OFFERED', 'ACCEPTED', 'APPROVED', 'DECLINED', 'WITHDRAWN')),
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT swap_of_two_shifts CHECK (offered_id <> wanted_id),
    CONSTRAINT swap_between_two_people CHECK (offered_by <> wanted_from)
);
CREATE INDEX swap_by_expiry ON swap (expires_at, id);
CREATE INDEX swap_by_offering_person ON swap (offered_by, expires_at);
CREATE INDEX swap_by_asked_person ON swap (wanted_from, expires_at);
