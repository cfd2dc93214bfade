-- before
CREATE TABLE t (
    id int, a smallint, b real, c double precision, d numeric, e numeric(5), f char(3), g "char", h varchar, i bit(4), j varbit(9),
    k time(2), l timetz, m timestamp(0), n interval, o interval day to second(3), p uuid, q inet, r cidr, s macaddr, t xml, u json, v money,
    w point, x tsvector, y int[], z text[][], aa int4range, ab int4multirange, ac oid, ad regclass, ae name, af bytea, ag boolean, ah polygon
);
-- migration
DROP TABLE t;
-- hazards
drops-table
