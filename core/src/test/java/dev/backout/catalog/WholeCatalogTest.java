package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Snapshot;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/// Reading by two sessions finds what one finds.
final class WholeCatalogTest {
    private static final String TABLES =
            """
            do $$ begin
                for i in 1..450 loop
                    execute format('create table t%s (id int primary key, up int references t%s)',
                        i, greatest(1, i - 1));
                    execute format('create view v%s as select up from t%1$s', i);
                end loop;
            end $$
            """;

    @Test
    void twoSessionsFindWhatOneFinds() throws SQLException {
        CatalogServer server = CatalogServer.shared(18);
        String database = server.newDatabase();
        try (Connection connection = server.connect(database)) {
            CatalogServer.execute(connection, TABLES);
            Snapshot one = CatalogReader.on(connection, Duration.ZERO).read();
            Snapshot two = whole(() -> open(server, database), true, connection);
            assertThat(two.units()).isEqualTo(one.units()).hasSizeGreaterThan(900);
            assertThat(two.units().keySet()).containsExactlyElementsOf(one.units().keySet());
            Snapshot bare = whole(() -> open(server, database), false, connection);
            assertThat(bare.byAddress()).isEqualTo(one.byAddress());
        }
    }

    @Test
    void oneSessionReadsAllWhereThereIsNoRoomForTwo() throws SQLException {
        CatalogServer server = CatalogServer.shared(18);
        String database = server.newDatabase();
        try (Connection connection = server.connect(database)) {
            CatalogServer.execute(connection, TABLES);
            Supplier<Connection> full =
                    () -> {
                        throw BackoutException.of(ErrorCode.DATABASE_UNREACHABLE, "no room");
                    };
            assertThat(whole(full, true, connection).units())
                    .isEqualTo(CatalogReader.on(connection, Duration.ZERO).read().units());
        }
    }

    private static Snapshot whole(
            Supplier<Connection> others, boolean dependencies, Connection connection) {
        return new WholeCatalog(others, Duration.ZERO, dependencies).read(connection);
    }

    private static Connection open(CatalogServer server, String database) {
        try {
            return server.connect(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
