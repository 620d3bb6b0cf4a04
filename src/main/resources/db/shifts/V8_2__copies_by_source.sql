-- All copies of a shift, cancelled ones too: what a copy was copied to is looked up over them.
CREATE INDEX shift_by_source ON shift (copied_from) WHERE copied_from IS NOT NULL;
