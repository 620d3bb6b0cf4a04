-- What looks the same is the same: for filters by place.
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

-- Whoever writes: during a rollout and after a rollback, an earlier version of the program does too. The published edition
-- gets the place from here.
CREATE FUNCTION shift_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.location = text_form(NEW.location, 100);
    RETURN NEW;
END $$;
CREATE TRIGGER shift_text BEFORE INSERT OR UPDATE OF location ON shift
    FOR EACH ROW EXECUTE FUNCTION shift_text();
