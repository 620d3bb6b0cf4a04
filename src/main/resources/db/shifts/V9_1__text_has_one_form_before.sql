-- What was there before. Nobody sees a difference, so shifts keep their version: what a client has read is still what it
-- changes, a swap that is agreed on stays agreed on, and no calendar shows a change. Followers are told, by the triggers that
-- record changes, because they may compare. In the lock order: shifts by id, which takes published ones along, and then those
-- whose planned edition has another place.
WITH other AS (SELECT id FROM shift WHERE location <> text_form(location, 100) ORDER BY id FOR UPDATE)
UPDATE shift s SET location = text_form(s.location, 100) FROM other WHERE s.id = other.id;

WITH other AS (SELECT id FROM published_shift WHERE location <> text_form(location, 100) ORDER BY id FOR UPDATE)
UPDATE published_shift p SET location = text_form(p.location, 100) FROM other WHERE p.id = other.id;

UPDATE former_assignment SET location = text_form(location, 100) WHERE location <> text_form(location, 100);
