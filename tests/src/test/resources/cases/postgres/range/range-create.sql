-- migration
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = "Float Multi");
CREATE TABLE t (r floatrange, m "Float Multi");
