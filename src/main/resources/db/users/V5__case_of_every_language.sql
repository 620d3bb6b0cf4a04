-- lower() follows the locale that the server was made with: in C it knows only the letters A to Z, and in Turkish I becomes a
-- dotless i. Here it has a collation of its own, so that one address is the same address on every server: PostgreSQL's own,
-- which maps one character to one character as Unicode says, and changes with PostgreSQL alone.
--
-- A person whose address differs from another's only so keeps it: the server took them for two until now, and only people can
-- tell whom it belongs to. Such people are left out of the index, and told of in the log.
DO $$
DECLARE
    later uuid[];
    leaving_out text := '';
BEGIN
    SELECT array_agg(id ORDER BY id) INTO later
    FROM (SELECT id, row_number() OVER (PARTITION BY lower(email COLLATE pg_c_utf8) ORDER BY id) AS nth FROM users) addressed
    WHERE nth > 1;
    IF later IS NOT NULL THEN
        RAISE WARNING 'The e-mail addresses of users % belong to other users too, in another case.', later;
        leaving_out := format(' WHERE id <> ALL (%L::uuid[])', later);
    END IF;
    EXECUTE 'CREATE UNIQUE INDEX users_email_unique_everywhere ON users (lower(email COLLATE pg_c_utf8))' || leaving_out;
END $$;

-- In place of the index that followed the server, and by its name: the version before knows a taken address by that.
DROP INDEX users_email_unique;
ALTER INDEX users_email_unique_everywhere RENAME TO users_email_unique;

-- For the search by the beginning of a name, beside users_name_prefix, which the version before uses. The index above is the
-- one for addresses.
CREATE INDEX users_name_beginning ON users (lower(name COLLATE pg_c_utf8));
