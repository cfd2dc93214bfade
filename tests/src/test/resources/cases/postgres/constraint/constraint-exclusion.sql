-- before
CREATE TABLE t (room int, during tsrange, EXCLUDE USING gist (during WITH &&) WHERE (room > 0) DEFERRABLE);
-- migration
ALTER TABLE t DROP CONSTRAINT t_during_excl;
ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (during WITH -|-, box(point(room, room), point(1, 1)) WITH &&);
-- hazards
drops-constraint
adds-unique
builds-index-with-lock
strong-lock
