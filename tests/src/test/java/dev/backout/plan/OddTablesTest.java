package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.run.RunReport;
import dev.backout.schema.Identifiers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tables that the stories of the laws have none of: with keys of several columns, foreign keys
/// that follow, deferred and exclusion constraints, domains, composite types, partitions, children,
/// views that are written through, rules, triggers that write, and without a log or a key. Backed
/// out, applied again and backed out once more, every row is what it was, to the letter.
class OddTablesTest extends SiteScene {
    private static final String INIT =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TYPE address AS (street text, nr int);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TABLE comp (a int, b text, x positive, home address, g int GENERATED ALWAYS AS (a * 2) STORED,
                moods mood[], PRIMARY KEY (a, b));
            CREATE TABLE kid (id int PRIMARY KEY, a int, b text, FOREIGN KEY (a, b) REFERENCES comp
                ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE room (id int PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&) DEFERRABLE);
            CREATE TABLE expr (id int PRIMARY KEY, e text);
            CREATE UNIQUE INDEX expr_lower ON expr (lower(e)) WHERE id > 0;
            CREATE TABLE part (id int, k int, v text, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
            CREATE TABLE part_2 PARTITION OF part DEFAULT;
            CREATE TABLE mother (id int PRIMARY KEY, v text);
            CREATE TABLE daughter (w int, PRIMARY KEY (id)) INHERITS (mother);
            CREATE UNLOGGED TABLE un (id int PRIMARY KEY, v text, n int DEFAULT 7);
            CREATE VIEW through AS SELECT id, e FROM expr WHERE id < 100;
            CREATE TABLE audit (n serial, what text);
            CREATE TABLE trig (id serial PRIMARY KEY, v text, changes int DEFAULT 0);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO audit (what) VALUES (concat(TG_OP, OLD.v, NEW.v)); RETURN NULL; END $$;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                NEW.changes := OLD.changes + 1; RETURN NEW; END $$;
            CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON trig FOR EACH ROW EXECUTE FUNCTION note();
            CREATE TRIGGER touch BEFORE UPDATE ON trig FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE TABLE ruled (id int PRIMARY KEY, v text);
            CREATE RULE elsewhere AS ON DELETE TO ruled DO ALSO UPDATE un SET v = OLD.v WHERE id = OLD.id;
            CREATE TABLE idt (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
            CREATE TABLE nokey (a int, b text);
            CREATE TABLE types (id int PRIMARY KEY, j jsonb, js json, by bytea, i interval, m money, r numrange,
                b bit(5), vb varbit, ts tsvector, u uuid, ip inet, f float4, d float8, n numeric, c char(4),
                nm name, p point, ar text[], dt date, tm time, tz timetz, o oid, ch "char", mr int4multirange);
            CREATE SCHEMA s;
            CREATE TABLE s.one (id int PRIMARY KEY, v text);
            CREATE TABLE s.two (id int PRIMARY KEY, one int REFERENCES s.one, m mood);
            INSERT INTO comp (a, b, x, home, moods) SELECT i, 'b' || i, i, ROW('s' || i, i)::address, ARRAY['sad', NULL]::mood[] FROM generate_series(1, 4) i;
            INSERT INTO kid SELECT i, i, 'b' || i FROM generate_series(1, 3) i;
            INSERT INTO room SELECT i, int4range(i * 10, i * 10 + 10) FROM generate_series(1, 4) i;
            INSERT INTO expr SELECT i, 'E' || i FROM generate_series(1, 4) i;
            INSERT INTO part SELECT i, i * 4, 'v' || i FROM generate_series(1, 4) i;
            INSERT INTO mother SELECT i, 'm' || i FROM generate_series(1, 3) i;
            INSERT INTO daughter SELECT i, 'd' || i, i FROM generate_series(3, 5) i;
            INSERT INTO un SELECT i, 'u' || i, i FROM generate_series(1, 4) i;
            INSERT INTO trig (v) SELECT 't' || i FROM generate_series(1, 4) i;
            INSERT INTO ruled SELECT i, 'r' || i FROM generate_series(1, 4) i;
            INSERT INTO idt (v) SELECT 'i' || i FROM generate_series(1, 4) i;
            INSERT INTO nokey VALUES (1, 'x'), (1, 'x'), (2, NULL), (3, 'z');
            INSERT INTO types VALUES (1, '{"a": 1.10}', '{"a":1, "a":2}', '\\x00ff', '1 mon -3 days 04:05:06.7', 12.34,
                '[1.50,2)', B'10101', B'1', 'a:1A fat', '00000000-0000-0000-0000-000000000001', '10.0.0.1/8', 0.1,
                '-0', 'NaN', 'ab', 'nm', '(1,-0)', '[0:1]={a,NULL}', 'infinity', '24:00', '01:02:03.4+05:30', 4000000000,
                'c', '{[1,3),[5,7)}'); INSERT INTO types (id) VALUES (2);
            INSERT INTO s.one SELECT i, 'o' || i FROM generate_series(1, 3) i;
            INSERT INTO s.two SELECT i, i, 'ok' FROM generate_series(1, 3) i;
            """;

    @BeforeEach
    void migrate() throws SQLException {
        site.apply("1_init", INIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MERGE INTO comp USING (VALUES (1), (2), (9)) n (i) ON a = i WHEN MATCHED AND i = 1"
                        + " THEN DELETE WHEN MATCHED THEN UPDATE SET x = 99 WHEN NOT MATCHED THEN"
                        + " INSERT (a, b, x) VALUES (i, 'new', 5)",
                "UPDATE comp SET a = a + 10, b = upper(b); DELETE FROM kid WHERE id = 3",
                "DELETE FROM comp WHERE a < 3; UPDATE comp SET x = NULL, home.nr = 7 WHERE a = 3",
                "UPDATE room SET during = int4range(lower(during) + 10, upper(during) + 10)",
                "DELETE FROM room WHERE id = 1; INSERT INTO room VALUES (8, '[10,20)')",
                "UPDATE through SET e = e || '!'; DELETE FROM through WHERE id = 2; INSERT INTO"
                        + " through VALUES (7, 'E2')",
                "UPDATE part SET k = k + 5; DELETE FROM part WHERE id = 1",
                "UPDATE mother SET v = v || '!'; DELETE FROM mother WHERE id = 3",
                "UPDATE un SET v = NULL; DELETE FROM un WHERE id = 1; ALTER TABLE un DROP COLUMN n",
                "DROP TABLE ruled; ALTER TABLE un ALTER v TYPE varchar(1) USING left(v, 1)",
                "UPDATE trig SET v = 'new' WHERE id < 3; DELETE FROM trig WHERE id = 3; INSERT INTO"
                        + " trig (v) VALUES ('more')",
                "DELETE FROM ruled WHERE id < 3",
                "UPDATE idt SET v = 'q'; INSERT INTO idt (v) VALUES ('more'); DELETE FROM idt WHERE"
                        + " id = 2",
                "UPDATE nokey SET b = 'y' WHERE a = 1; DELETE FROM nokey WHERE a = 2; INSERT INTO"
                        + " nokey VALUES (1, 'x')",
                "CREATE TEMP TABLE todo AS SELECT id FROM expr WHERE id < 3; UPDATE expr SET e ="
                        + " 'todo' || id WHERE id IN (SELECT id FROM todo); DROP TABLE todo",
                "UPDATE types SET j = NULL, js = NULL, by = NULL, i = NULL, m = NULL, r = NULL, b ="
                    + " NULL, vb = NULL, ts = NULL, u = NULL, ip = NULL, f = NULL, d = NULL, n ="
                    + " NULL, c = NULL, nm = NULL, p = NULL, ar = NULL, dt = NULL, tm = NULL, tz ="
                    + " NULL, o = NULL, ch = NULL, mr = NULL",
                "ALTER TABLE types DROP j, DROP js, DROP by, DROP i, DROP m, DROP r, DROP b, DROP"
                    + " vb, DROP ts, DROP u, DROP ip, DROP f, DROP d, DROP n, DROP c, DROP nm, DROP"
                    + " p, DROP ar, DROP dt, DROP tm, DROP tz, DROP o, DROP ch, DROP mr",
                "ALTER TABLE types ALTER i TYPE text, ALTER m TYPE numeric, ALTER b TYPE bit(3)"
                        + " USING b::bit(3), ALTER f TYPE float8, ALTER n TYPE float8, ALTER c TYPE"
                        + " text, ALTER tz TYPE time, ALTER ip TYPE cidr USING network(ip), ALTER j"
                        + " TYPE json, ALTER js TYPE jsonb, ALTER ar TYPE varchar(1)[]",
                "DROP TYPE mood CASCADE",
                "DROP DOMAIN positive CASCADE; DROP TYPE address CASCADE",
                "ALTER TABLE comp ALTER x TYPE bigint; DROP DOMAIN positive; UPDATE comp SET x = 9"
                        + " WHERE a = 2",
                "DROP SCHEMA s CASCADE",
                "TRUNCATE comp CASCADE; TRUNCATE part; TRUNCATE mother; INSERT INTO comp (a, b)"
                        + " VALUES (1, 'b1')",
                "DROP TABLE part_1",
                "ALTER TABLE comp DROP CONSTRAINT comp_pkey CASCADE, ADD PRIMARY KEY (b); UPDATE"
                        + " comp SET a = 0; UPDATE kid SET a = 77",
                "ALTER TABLE comp DROP COLUMN g; UPDATE comp SET a = a + 1",
                "DO $$ DECLARE r record; BEGIN FOR r IN DELETE FROM expr WHERE id > 2 RETURNING *"
                        + " LOOP INSERT INTO nokey VALUES (r.id, r.e); END LOOP; END $$",
                "WITH gone AS (DELETE FROM kid RETURNING *), made AS (INSERT INTO expr SELECT id +"
                    + " 50, b FROM gone RETURNING *) UPDATE un SET v = e FROM made WHERE made.id ="
                    + " un.id + 50",
                "INSERT INTO expr VALUES (1, 'E1'), (9, 'e9') ON CONFLICT (id) DO UPDATE SET e ="
                        + " excluded.e || 'x'; INSERT INTO idt OVERRIDING SYSTEM VALUE VALUES (77,"
                        + " 'o')",
                "ALTER TABLE idt ALTER id DROP IDENTITY; UPDATE idt SET id = id + 100",
                "ALTER TABLE room ALTER id TYPE bigint; UPDATE room SET id = id + 4; DELETE FROM"
                        + " room WHERE id = 5",
                "ALTER TABLE un ALTER n DROP DEFAULT, ALTER n TYPE boolean USING n > 2",
            })
    void thereAndBack(String migration) throws SQLException {
        TreeMap<String, String> before = rows();
        site.deploy("2_bad", migration);
        TreeMap<String, String> after = rows();

        RunReport back = run(site.planLast());
        assertThat(rows()).isEqualTo(before);
        run(site.planRedo(back));
        assertThat(rows()).isEqualTo(after);
        run(site.planLast());
        assertThat(rows()).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    @Test
    void anAttributeOfATypeThatColumnsHaveIsNotDropped() {
        assertThatThrownBy(() -> site.deploy("2_bad", "ALTER TYPE address DROP ATTRIBUTE nr"))
                .hasMessageContaining("its values in public.comp.home cannot be kept");
    }

    @Test
    void anAttributeThatWasDroppedWithoutBackoutIsALoss() throws SQLException {
        site.apply("2_bad", "ALTER TYPE address DROP ATTRIBUTE nr");

        assertThat(site.planLast().casualties())
                .singleElement()
                .satisfies(one -> assertThat(one.object().text()).isEqualTo("public.comp.home"));
    }

    private RunReport run(Plan plan) throws SQLException {
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.vault().conflicts()).isEmpty();
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }

    private TreeMap<String, String> rows() throws SQLException {
        TreeMap<String, String> rows = new TreeMap<>();
        try (Connection connection = site.connect()) {
            String all =
                    Sql.list(
                                    connection,
                                    """
                                    SELECT c.oid::regclass::text, string_agg(quote_ident(a.attname), ', '
                                        ORDER BY a.attname)
                                    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                                    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
                                        AND c.relnamespace::regnamespace::text IN ('public', 's')
                                        AND c.relname <> '_prisma_migrations'
                                    GROUP BY c.oid\
                                    """,
                                    row -> rowsOf(row.getString(1), row.getString(2)))
                            .stream()
                            .collect(Collectors.joining(" UNION ALL "));
            Sql.list(connection, all, row -> rows.put(row.getString(1), row.getString(2)));
        }
        return rows;
    }

    private static String rowsOf(String table, String columns) {
        return "SELECT %s, coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM (SELECT %s FROM ONLY %s) t"
                .formatted(Identifiers.literal(table + " " + columns), columns, table);
    }
}
