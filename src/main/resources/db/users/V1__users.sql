CREATE TABLE users (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    email      text        NOT NULL CONSTRAINT users_email_length CHECK (char_length(email) BETWEEN 3 AND 254),
    phone      text        CONSTRAINT users_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
    zone       text,
    roles      text[]      NOT NULL DEFAULT '{}',
    status     text        NOT NULL CONSTRAINT users_status_known CHECK (status IN ('ACTIVE', 'INACTIVE')),
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- The same address in another case is the same mailbox to nearly everybody.
CREATE UNIQUE INDEX users_email_unique ON users (lower(email));

-- The list's order, and its prefix search.
CREATE INDEX users_by_name ON users (lower(name), id);
CREATE INDEX users_name_prefix ON users (lower(name) text_pattern_ops);
CREATE INDEX users_email_prefix ON users (lower(email) text_pattern_ops);

-- One effect for one Idempotency-Key; the answer is null only inside the transaction that works on it.
CREATE TABLE idempotency_key (
    key        text        PRIMARY KEY,
    digest     text        NOT NULL,
    answer     text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
