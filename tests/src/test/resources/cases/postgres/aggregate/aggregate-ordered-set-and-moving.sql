-- needs superuser
-- before
CREATE AGGREGATE mov(int) (SFUNC = int4pl, STYPE = int, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, SORTOP = <);
CREATE AGGREGATE os(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA = true);
-- migration
DROP AGGREGATE mov(int);
DROP AGGREGATE os(float8 ORDER BY anyelement);
-- hazards
drops-function
