-- The order in which people expect names, in every language as good as one order can be: Åke and Émile among those with A and
-- E, and case does not count. By a collation of its own, so that it is the same whatever locale the server was made with.
-- Names that differ in nothing but case are equal, so that the id decides.
CREATE COLLATION names (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

-- Beside users_by_name, which the version before uses.
CREATE INDEX users_by_order_of_names ON users (name COLLATE names, id);
