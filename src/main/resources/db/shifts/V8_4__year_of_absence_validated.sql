-- Every row is, but the catalog should say so. A transaction of its own, in which everybody goes on writing.
ALTER TABLE absence VALIDATE CONSTRAINT absence_duration;
