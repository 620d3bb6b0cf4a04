-- The lock of each person is a place in a table of the server that all its connections share. A dozen publications of a thousand
-- shifts filled it, and then nobody could lock anything (SQLSTATE 53200). So of those who write for more people than anybody does
-- for a few shifts, one does at a time. The others hold no person meanwhile, so whoever writes for a few waits for nobody else
-- than before. A key of two numbers, unlike that of any person.
--
-- Nobody waits long: a request that has little time left would do its work in vain, and those after it would wait for that.
CREATE FUNCTION many_take_turns() RETURNS void LANGUAGE sql SET lock_timeout = '500ms' AS $$
    SELECT pg_advisory_xact_lock(1, 0);
$$;

CREATE OR REPLACE FUNCTION take_turns(people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    few CONSTANT integer = 32;
    person uuid;
BEGIN
    IF (SELECT count(DISTINCT p) FROM unnest(people) AS p) > few THEN
        PERFORM many_take_turns();
    END IF;
    FOR person IN SELECT DISTINCT p FROM unnest(people) AS p WHERE p IS NOT NULL ORDER BY p LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 0));
    END LOOP;
END $$;
