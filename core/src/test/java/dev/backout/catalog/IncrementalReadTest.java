package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// What changed since a mark, put into the snapshot before, is what a full read finds: after each
/// of many random statements.
final class IncrementalReadTest {
    private static final int STATEMENTS = Integer.getInteger("backout.random-ddl", 100);

    @ParameterizedTest
    @CsvSource({"18, 1, false", "18, 3, true", "15, 4, true", "14, 2, false"})
    void isTheSameAsAFullRead(int major, long seed, boolean reported) throws SQLException {
        CatalogServer server = CatalogServer.shared(major);
        String database = server.newDatabase();
        try (Connection writer = server.connect(database);
                Connection connection = server.connect(database)) {
            prepare(writer);
            CatalogReader reader = CatalogReader.on(connection, Duration.ZERO);
            RandomDdl statements = new RandomDdl(writer, seed);
            Mark mark = reader.mark();
            Snapshot snapshot = reader.read();
            int done = 0;
            while (done < STATEMENTS) {
                String sql = statements.next();
                if (sql == null || !succeeds(writer, sql)) {
                    continue;
                }
                if (reported) {
                    CatalogServer.execute(writer, "select pg_stat_force_next_flush()");
                }
                Delta delta = reader.readSince(snapshot, mark, reported);
                assertSame(sql, delta.snapshot(), reader.read());
                snapshot = delta.snapshot();
                mark = delta.mark();
                done++;
            }
        }
    }

    private static void prepare(Connection writer) throws SQLException {
        CatalogServer.execute(
                writer,
                """
                create foreign data wrapper w0;
                create server s0 foreign data wrapper w0;
                create table t0 (a int primary key, b text);
                """);
    }

    private static boolean succeeds(Connection writer, String sql) {
        try {
            CatalogServer.execute(writer, sql);
            return true;
        } catch (SQLException e) {
            // Many random statements make no sense; the catalog has not changed then.
            return false;
        }
    }

    private static void assertSame(String sql, Snapshot incremental, Snapshot full) {
        Map<CatalogId, Unit> found = incremental.units();
        full.units()
                .forEach((root, unit) -> {
                    assertThat(found.get(root)).as("unit %s after: %s", root, sql).isNotNull();
                    assertThat(found.get(root).entries())
                            .as("objects after: %s", sql)
                            .isEqualTo(unit.entries());
                    assertThat(found.get(root).dependencies())
                            .as(
                                    "dependencies of %s after: %s",
                                    unit.entries().getFirst().address(), sql)
                            .isEqualTo(unit.dependencies());
                });
        assertThat(found.keySet()).as("units after: %s", sql).isEqualTo(full.units().keySet());
    }
}
