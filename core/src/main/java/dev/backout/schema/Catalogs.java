package dev.backout.schema;

/// OIDs of the system catalogs, fixed in PostgreSQL's sources (`CATALOG(...)` in
/// `src/include/catalog/pg_*.h`) and the same in every version.
public final class Catalogs {
    public static final long DEFAULT_ACL = 826;
    public static final long TYPE = 1247;
    public static final long ATTRIBUTE = 1249;
    public static final long PROC = 1255;
    public static final long CLASS = 1259;
    public static final long AUTHID = 1260;
    public static final long FOREIGN_SERVER = 1417;
    public static final long USER_MAPPING = 1418;
    public static final long FOREIGN_DATA_WRAPPER = 2328;
    public static final long ACCESS_METHOD = 2601;
    public static final long AMOP = 2602;
    public static final long AMPROC = 2603;
    public static final long ATTRDEF = 2604;
    public static final long CAST = 2605;
    public static final long CONSTRAINT = 2606;
    public static final long CONVERSION = 2607;
    public static final long LANGUAGE = 2612;
    public static final long NAMESPACE = 2615;
    public static final long OPCLASS = 2616;
    public static final long OPERATOR = 2617;
    public static final long REWRITE = 2618;
    public static final long TRIGGER = 2620;
    public static final long OPFAMILY = 2753;
    public static final long EXTENSION = 3079;
    public static final long POLICY = 3256;
    public static final long STATISTIC_EXT = 3381;
    public static final long COLLATION = 3456;
    public static final long EVENT_TRIGGER = 3466;
    public static final long ENUM = 3501;
    public static final long TRANSFORM = 3576;
    public static final long TS_DICT = 3600;
    public static final long TS_PARSER = 3601;
    public static final long TS_CONFIG = 3602;
    public static final long TS_TEMPLATE = 3764;
    public static final long SUBSCRIPTION = 6100;
    public static final long PUBLICATION = 6104;
    public static final long PUBLICATION_REL = 6106;
    public static final long PUBLICATION_NAMESPACE = 6237;

    private Catalogs() {}
}
