package dev.backout.testkit.pgdump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// The judge must be judged first.
class DumpDifferenceTest {
    private static final int MAJOR = 18;
    private static final String SCHEMA =
            """
            CREATE TYPE mood AS ENUM ('ok', 'so, so');
            CREATE TABLE t (
                a int CHECK (CASE WHEN a > 1 THEN true ELSE a < 0 END),
                "b, (" text DEFAULT 'x, (y' COLLATE "C",
                c numeric(10, 2) NOT NULL);
            ALTER TABLE t ALTER COLUMN a SET STATISTICS 10;
            CREATE STATISTICS st ON a, c FROM t;
            """;

    private static final JudgeServer SERVER = JudgeServer.shared(MAJOR);

    @Test
    void nothingDone() throws SQLException {
        assertThat(difference("SELECT 1")).isEqualTo(new DumpDifference.Same());
    }

    @Test
    void aColumnThatReturnsIsColumnOrderOnly() throws SQLException {
        String returned =
                """
                DROP STATISTICS st;
                ALTER TABLE t DROP COLUMN a;
                ALTER TABLE t ADD COLUMN a int CHECK (CASE WHEN a > 1 THEN true ELSE a < 0 END);
                ALTER TABLE t ALTER COLUMN a SET STATISTICS 10;
                CREATE STATISTICS st ON a, c FROM t;
                """;
        assertThat(difference(returned)).isInstanceOf(DumpDifference.ColumnOrderOnly.class);
    }

    @Test
    void whatDiffersIsShownAndNothingElse() throws SQLException {
        assertThat(difference("ALTER TABLE t ALTER COLUMN c DROP NOT NULL; DROP STATISTICS st"))
                .isEqualTo(
                        new DumpDifference.Different(
                                """
                                STATISTICS public.st
                                  - CREATE STATISTICS public.st ON a, c FROM public.t;
                                  - ALTER STATISTICS public.st OWNER TO postgres;
                                TABLE public.t
                                  - c numeric(10,2) NOT NULL,
                                  + c numeric(10,2),\
                                """));
    }

    @Test
    void grantsInAnotherOrderAreTheSame() throws SQLException {
        String database = database("CREATE ROLE r1; CREATE ROLE r2;");
        run(database, "GRANT SELECT ON t TO r1; GRANT SELECT ON t TO r2;");
        Dump before = dump(database);
        run(database, "REVOKE SELECT ON t FROM r1; GRANT SELECT ON t TO r1;");
        assertThat(DumpDifference.between(before, dump(database)))
                .isEqualTo(new DumpDifference.Same());
        run(database, "REVOKE SELECT ON t FROM r1");
        assertThat(DumpDifference.between(before, dump(database)))
                .isEqualTo(
                        new DumpDifference.Different(
                                "ACL public.TABLE t\n  - GRANT SELECT ON TABLE public.t TO r1;"));
    }

    private static DumpDifference difference(String sql) throws SQLException {
        String database = database("");
        Dump before = dump(database);
        run(database, sql);
        return DumpDifference.between(before, dump(database));
    }

    private static Dump dump(String database) {
        return PgDumps.required(MAJOR).schema(SERVER.url(database));
    }

    private static String database(String sql) throws SQLException {
        String database = SERVER.createDatabase();
        run(database, SCHEMA + sql);
        return database;
    }

    private static void run(String database, String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
