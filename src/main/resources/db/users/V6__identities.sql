-- How OpenID providers know people: the claims iss and sub of their tokens.
CREATE TABLE identity (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer     text        NOT NULL CONSTRAINT identity_issuer_length CHECK (char_length(issuer) BETWEEN 1 AND 255),
    subject    text        NOT NULL CONSTRAINT identity_subject_length CHECK (char_length(subject) BETWEEN 1 AND 255),
    created_at timestamptz NOT NULL,
    CONSTRAINT identity_of_one_person UNIQUE (issuer, subject),
    -- Otherwise an address that the provider has given to somebody else would make the new owner the same person.
    CONSTRAINT identity_once_for_each_issuer UNIQUE (user_id, issuer)
);

-- As before, and by sign-ins: whoever was known to the provider only is in changes by that name.
CREATE OR REPLACE FUNCTION known_as(person uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT field.value
    FROM (SELECT to_jsonb(u) FROM users u WHERE u.id = person
          UNION ALL SELECT c.state FROM change c WHERE c.feed = 'users' AND c.row_id = person) AS was (state),
         LATERAL (VALUES (was.state ->> 'name'), (was.state ->> 'email'), (was.state ->> 'phone')) AS field (value)
    WHERE field.value <> ''
    UNION SELECT i.subject FROM identity i WHERE i.user_id = person
$$;
