package dev.backout.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.catalog.CatalogReader;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

class RowGeneratorTest {
    private static final String OWN_TYPES =
            """
            CREATE TYPE mood AS ENUM ('so "so"', 'it''s \\fine');
            CREATE DOMAIN code AS varchar(12) NOT NULL CHECK (length(VALUE) > 2);
            CREATE DOMAIN state AS text CHECK (VALUE IN ('on', 'it''s off'));
            CREATE TYPE pair AS (a integer, b mood);
            CREATE TYPE span AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = span_multi);
            """;

    private static final String TYPES =
            """
            smallint; integer; bigint; numeric; numeric(4); numeric(5,2); numeric(3,3); numeric(2,4);
            real; double precision; money; boolean; text; varchar; varchar(80); varchar(2); varchar(1);
            char; char(1); char(12); "char"; name; bytea; uuid; json; jsonb; jsonpath; xml; date; time;
            timetz; time(3); timestamp; timestamp(3); timestamptz; timestamptz(6); interval;
            interval year to month; interval(3); inet; cidr; macaddr; macaddr8; bit; bit(4); varbit;
            varbit(2); point; line; lseg; box; path; polygon; circle; tsvector; tsquery; pg_lsn;
            pg_snapshot; oid; regclass; regtype; int4range; int8range; numrange; tsrange; tstzrange;
            daterange; int4multirange; datemultirange; integer[]; text[]; varchar(3)[]; uuid[]; jsonb[];
            timestamptz[]; numeric(5,2)[]; int4range[]; mood; mood[]; code; code[]; state; pair; pair[];
            span; span_multi
            """;

    private static @Nullable ScratchServer server;

    @BeforeAll
    static void start() {
        server =
                new ScratchServers(ScratchPlaces.standard()).start(new ScratchRequest.Embedded(18));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @Test
    void everyTypeHasAValue() throws SQLException {
        StringBuilder setup = new StringBuilder(OWN_TYPES);
        List<String> wanted = new ArrayList<>();
        for (String type : TYPES.split(";")) {
            String table = "t%02d".formatted(wanted.size());
            setup.append("CREATE TABLE %s (v %s NOT NULL);\n".formatted(table, type.strip()));
            wanted.add(table + ": 3");
        }
        String[] tables = wanted.stream().map(each -> each.substring(0, 3)).toArray(String[]::new);
        assertThat(filled(setup.toString(), tables)).containsExactlyElementsOf(wanted);
    }

    @Test
    void whatTheServerCountsAndComputesIsLeftToIt() throws SQLException {
        String table =
                """
                CREATE TABLE t (
                    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    number serial,
                    size integer NOT NULL,
                    twice integer GENERATED ALWAYS AS (size * 2) STORED,
                    made timestamptz NOT NULL DEFAULT now(),
                    mail text NOT NULL UNIQUE DEFAULT 'nobody'
                );
                """;
        assertThat(filled(table, "t")).containsExactly("t: 3");
    }

    @Test
    void whatOthersReferToComesFirstAndAlong() throws SQLException {
        String tables =
                """
                CREATE TABLE a (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
                CREATE TABLE b (x integer, y text, a uuid NOT NULL REFERENCES a, PRIMARY KEY (x, y));
                CREATE TABLE c (
                    id bigserial PRIMARY KEY,
                    b_x bigint NOT NULL,
                    b_y varchar(40) NOT NULL,
                    FOREIGN KEY (b_x, b_y) REFERENCES b (x, y),
                    parent bigint REFERENCES c,
                    root bigint NOT NULL REFERENCES c,
                    only_a uuid NOT NULL UNIQUE REFERENCES a
                );
                """;
        assertThat(filled(tables, "c")).containsExactly("a: 3", "b: 3", "c: 3");
    }

    @Test
    void aReferenceIsToRowsThatAreThereAlready() throws SQLException {
        String tables =
                """
                CREATE TABLE role (name varchar(20) PRIMARY KEY CHECK (name LIKE 'r-%'));
                INSERT INTO role VALUES ('r-admin'), ('r-guest');
                CREATE TABLE member (id integer PRIMARY KEY, role varchar(20) NOT NULL REFERENCES role);
                """;
        assertThat(filled(tables, "member")).containsExactly("role: 2", "member: 2");
    }

    @Test
    void aCircleIsFilledWhereItIsDeferred() throws SQLException {
        String tables =
                """
                CREATE TABLE a (id integer PRIMARY KEY, b integer NOT NULL);
                CREATE TABLE b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES a
                    DEFERRABLE INITIALLY DEFERRED);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
                """;
        assertThat(filled(tables, "a", "b")).containsExactlyInAnyOrder("a: 3", "b: 3");
        String atOnce = tables.replace("DEFERRABLE INITIALLY DEFERRED", "");
        assertThat(filled(atOnce, "a", "b")).containsExactlyInAnyOrder("a: 0", "b: 0");
    }

    @Test
    void rowsFindTheirPartition() throws SQLException {
        String tables =
                """
                CREATE TABLE event (at date NOT NULL, kind text NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE event_1990 PARTITION OF event
                    FOR VALUES FROM ('1990-01-01') TO ('1991-01-01') PARTITION BY LIST (kind);
                CREATE TABLE event_1990_x PARTITION OF event_1990 FOR VALUES IN ('x', 'y');
                CREATE TABLE spread (id integer NOT NULL) PARTITION BY HASH (id);
                CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                CREATE TABLE bare (at date) PARTITION BY RANGE (at);
                """;
        assertThat(filled(tables, "event", "spread_0", "bare"))
                .containsExactlyInAnyOrder("event: 3", "spread: 3", "bare: 0");
    }

    @Test
    void checksAreMetWhereTheyListValuesElseRowsAreLeftOut() throws SQLException {
        String tables =
                """
                CREATE TABLE a (state text NOT NULL CHECK (state IN ('open', 'done')));
                CREATE TABLE b (size integer NOT NULL CHECK (size IN (10, 20)));
                CREATE TABLE c (name text CHECK (name LIKE 'x%'), a integer);
                CREATE TABLE d (name text NOT NULL CHECK (name LIKE 'x%'));
                """;
        assertThat(filled(tables, "a", "b", "c", "d"))
                .containsExactly("a: 3", "b: 3", "c: 1", "d: 0");
    }

    @Test
    void oddNamesAndTablesWithoutColumnsAreFilled() throws SQLException {
        String tables =
                """
                CREATE TABLE "Ta.b""le" ("Order" integer PRIMARY KEY, "a, b" integer UNIQUE);
                CREATE TABLE "user" (id integer NOT NULL REFERENCES "Ta.b""le" ("a, b"));
                CREATE TABLE nothing ();
                CREATE TABLE computed (a integer GENERATED ALWAYS AS (1) STORED);
                """;
        assertThat(filled(tables, "user", "nothing", "computed"))
                .contains("user: 3", "nothing: 1", "computed: 1");
    }

    @Test
    void noSequenceIsAdvanced() throws SQLException {
        try (ScratchDatabase database = Objects.requireNonNull(server).create()) {
            run(database, "CREATE TABLE t (id serial, n integer GENERATED ALWAYS AS IDENTITY)");
            GeneratedRows rows = generated(database, "t");
            run(database, rows.sql());
            assertThat(one(database, "SELECT count(*) FROM t")).isEqualTo("3");
            assertThat(one(database, "SELECT nextval('t_id_seq') || ',' || nextval('t_n_seq')"))
                    .isEqualTo("1,1");
        }
    }

    private static List<String> filled(String setup, String... tables) throws SQLException {
        try (ScratchDatabase database = Objects.requireNonNull(server).create()) {
            run(database, setup);
            GeneratedRows rows = generated(database, tables);
            MessageOutcome outcome = database.run(rows.sql());
            assertThat(outcome).isInstanceOf(MessageOutcome.Completed.class);
            Set<Address> filled = rows.filled(outcome.notices());
            Stream.Builder<String> counts = Stream.builder();
            for (GeneratedRows.Filling filling : rows.fillings()) {
                String count = one(database, "SELECT count(*) FROM " + filling.table().text());
                assertThat(count.equals("0") && filled.contains(filling.table())).isFalse();
                counts.add(filling.table().name() + ": " + count);
            }
            return counts.build().toList();
        }
    }

    private static GeneratedRows generated(ScratchDatabase database, String... tables) {
        return new RowGenerator(CatalogReader.on(database.admin(), Duration.ZERO).read())
                .rows(
                        Stream.of(tables)
                                .map(name -> Address.of(ObjectKind.TABLE, "public", name))
                                .toList(),
                        Set.of());
    }

    private static void run(ScratchDatabase database, String sql) {
        assertThat(database.run(sql)).isInstanceOf(MessageOutcome.Completed.class);
    }

    private static String one(ScratchDatabase database, String sql) throws SQLException {
        try (Statement statement = database.session().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
