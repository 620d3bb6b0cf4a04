-- Who was there before. Nobody sees a difference, so they keep their version: what a client has read is still what it changes.
-- Followers are told, by the trigger that records changes, because they may compare.
--
-- Two people may have one address now, in two forms. Only people can tell which of them it belongs to: both stay as they are,
-- and the later one is told of in the log. Whoever changes that one next is told that the address is taken.
DO $$
DECLARE
    person users;
BEGIN
    FOR person IN
        SELECT * FROM users WHERE name <> text_form(name, 200) OR email <> text_form(email, 254) ORDER BY id FOR UPDATE
    LOOP
        BEGIN
            UPDATE users SET name = text_form(name, 200), email = text_form(email, 254) WHERE id = person.id;
        EXCEPTION WHEN unique_violation THEN
            UPDATE users SET name = text_form(name, 200) WHERE id = person.id;
            RAISE WARNING 'The e-mail address of user % belongs to another user too, in another Unicode form.', person.id;
        END;
    END LOOP;
END $$;
