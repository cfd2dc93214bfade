package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

/// Counts on the live database, exactly where that is quick, else by the statistics. For one
/// thread.
final class LiveCounter {
    /// A sequential scan of more rows than this is not begun: the statistics will do.
    private static final long TOO_MANY_ROWS = 50_000_000;

    private final LiveQueries live;
    private final LiveQueries catalog;
    private final TableSizes sizes;

    /// @param live asks for rows
    /// @param catalog asks the catalog alone, which is quick
    LiveCounter(LiveQueries live, LiveQueries catalog, TableSizes sizes) {
        this.live = live;
        this.catalog = catalog;
        this.sizes = sizes;
    }

    /// The rows of a table, those of its partitions and children included.
    Count rows(Address table) {
        Long exact = exactly(table, "true");
        return exact == null ? new Count(sizes.of(table).rows(), false) : new Count(exact, true);
    }

    /// The rows of a table that have a value in the column.
    Count values(Address column) {
        String name = Identifiers.quote(column.name());
        Long exact = exactly(column.table(), name + " is not null");
        if (exact != null) {
            return new Count(exact, true);
        }
        Long fraction =
                catalog.number(
                        """
                        select ((1 - null_frac) * 10000)::bigint from pg_stats
                        where schemaname = %s and tablename = %s and attname = %s
                        order by inherited desc limit 1\
                        """
                                .formatted(
                                        Identifiers.literal(column.first()),
                                        Identifiers.literal(column.table().name()),
                                        Identifiers.literal(column.name())));
        long rows = sizes.of(column.table()).rows();
        return fraction == null || rows < 0
                ? new Count(rows, false)
                : new Count(rows * fraction / 10_000, false);
    }

    /// Some of the rows of a table; unknown when they cannot be counted in time.
    ///
    /// @param rows `FROM ... WHERE ...`
    Count where(Address table, String rows) {
        Long exact = counted(table, rows);
        return exact == null ? Count.UNKNOWN : new Count(exact, true);
    }

    /// What a query counts; unknown when it cannot in time.
    Count query(String sql) {
        Long exact = live.number(sql);
        return exact == null ? Count.UNKNOWN : new Count(exact, true);
    }

    private @Nullable Long exactly(Address table, String condition) {
        return counted(
                table, "from %s where %s".formatted(Identifiers.dotted(table.path()), condition));
    }

    private @Nullable Long counted(Address table, String rows) {
        return sizes.of(table).rows() > TOO_MANY_ROWS
                ? null
                : live.number("select count(*) " + rows);
    }
}
