-- The program knows it by this name.
DROP INDEX shift_copied_once;
ALTER INDEX shift_copied_once_next RENAME TO shift_copied_once;
