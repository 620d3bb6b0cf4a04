-- ${people} people, of whom shifts.sql knows the ids; the first ones have a past of several years, and the second one of weeks.
SET session_replication_role = replica;
INSERT INTO users (id, name, email, phone, zone, roles, status, version, created_at, updated_at)
SELECT md5('person ' || i)::uuid, 'Person ' || i, 'person.' || i || '@example.com', '+4930' || 1000000 + i, 'Europe/Berlin',
    CASE WHEN i % 1000 = 3 THEN '{barista,diver}' ELSE '{barista}' END::text[],
    CASE WHEN i % 1000 = 4 THEN 'INACTIVE' ELSE 'ACTIVE' END, 0, now(), now()
FROM generate_series(1, ${people}) AS i;
INSERT INTO identity (id, user_id, issuer, subject, created_at)
SELECT gen_random_uuid(), id, 'https://elsewhere.example.com', id, now() FROM users WHERE email LIKE 'person.%@example.com';
INSERT INTO change (feed, row_id, kind, state, actor, at)
SELECT 'users', id, 'CREATED', to_jsonb(u), 'ada@example.com', now() FROM users u WHERE email LIKE 'person.%@example.com';
INSERT INTO idempotency_key (key, digest, answer, created_at)
SELECT 'k' || i, md5(i::text), '{}', now() - i % 1500 * interval '1 minute' FROM generate_series(1, ${people}) AS i;
