-- What looks the same is the same: for the e-mail address that belongs to one person, and for the search by name.
--
-- The one form of a text, as the program gives it to what it is sent: Unicode NFC, and no white space around it, whatever
-- Unicode takes for that. What would not fit then, or be nothing any more, stays as it is: nothing that an earlier version
-- of the program accepts is refused.
CREATE FUNCTION text_form(written text, most integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN char_length(form) BETWEEN 1 AND most THEN form ELSE written END
    FROM (SELECT normalize(
        btrim(written, E'\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
            || E'\u2028\u2029\u202f\u205f\u3000'), NFC)) AS formed (form)
$$;

-- Whoever writes: during a rollout and after a rollback, an earlier version of the program does too. What a writer leaves as
-- it was stays: the address of somebody whose other form belongs to somebody else would be refused with whatever is changed.
CREATE FUNCTION users_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.name <> OLD.name THEN
        NEW.name = text_form(NEW.name, 200);
    END IF;
    IF TG_OP = 'INSERT' OR NEW.email <> OLD.email THEN
        NEW.email = text_form(NEW.email, 254);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER users_text BEFORE INSERT OR UPDATE OF name, email ON users
    FOR EACH ROW EXECUTE FUNCTION users_text();
