package dev.backout.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A lock before the strong one, for which nobody else has to wait: only what vacuums, analyses or
/// validates a table, or builds an index beside its use, conflicts with it (manual, 13.3.1).
///
/// The server ends an automatic vacuum for whoever has waited `deadlock_timeout` for a lock on its
/// table, usually a second. A strong lock must not wait that long, since everybody who comes later
/// waits behind it; and as long as it gives way sooner, a vacuum of hours keeps it out for hours.
public final class GentleLock {
    private static final Duration MORE = Duration.ofMillis(500);

    private GentleLock() {}

    /// Takes it in the open transaction, after which nothing vacuums the tables until that ends.
    ///
    /// @param connection whose search_path leads to no operators of others
    /// @param tables as SQL, with `only` where children are meant to stay alone; none is none
    /// @param patience the lock timeout of the transaction, which it has again afterwards
    /// @throws SQLException 55P03 when somebody else holds such a lock and does not give way
    public static void take(Connection connection, List<String> tables, Duration patience)
            throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        Sql.execute(
                connection,
                """
                select pg_catalog.set_config('lock_timeout', greatest(%1$d, %2$d +
                    1000 * extract(epoch from pg_catalog.current_setting('deadlock_timeout')
                        ::pg_catalog.interval))::int8::text, true);
                lock table %3$s in share update exclusive mode;
                set local lock_timeout = %1$d\
                """
                        .formatted(
                                patience.toMillis(),
                                MORE.toMillis(),
                                tables.stream()
                                        .distinct()
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}
