package dev.backout.triage;

import dev.backout.database.Sql;
import dev.backout.owners.Owner;
import dev.backout.owners.Owners;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what goes on in a database.
///
/// @param questions asks, within their limits
public record LiveReader(Questions questions) {
    private static final int MOST_QUERIES = 5;
    private static final int CANDIDATES = 200;
    private static final String HIDDEN = "<insufficient privilege>";
    private static final String STATISTICS = "query statistics (pg_stat_statements)";

    /// Questions like these, and what opens and ends transactions.
    private static final Pattern OURS =
            Pattern.compile("(?i)pg_catalog\\.|^(begin|commit|rollback|set|show|discard)\\b");

    private static final String PLACE =
            """
            select n.nspname from pg_catalog.pg_extension e
            join pg_catalog.pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'pg_stat_statements'\
            """;

    /// Sessions at work; none when they could not be read.
    public List<LiveSession> sessions() {
        List<LiveSession> sessions =
                questions.ask(
                        "sessions (pg_stat_activity)",
                        connection ->
                                Sql.list(
                                        connection,
                                        Resource.text(LiveReader.class, "sessions.sql"),
                                        LiveReader::session));
        return sessions == null ? List.of() : sessions;
    }

    /// The tables that scripts name, the largest first, with those that are known by other means.
    ///
    /// @param scripts SQL of migrations and of their inverses
    /// @param known tables that are touched, whatever the scripts name
    /// @param schema of the application
    /// @param records the schema of our records, which is nobody's
    public List<AffectedTable> tables(
            List<String> scripts,
            Collection<Address> known,
            String schema,
            String records,
            Owners owners) {
        Set<String> names = NamedTables.of(scripts);
        List<String> wanted = new ArrayList<>(names);
        known.forEach(table -> wanted.add(table.path().get(1)));
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<AffectedTable> tables =
                questions.ask(
                        "tables and their sizes",
                        connection ->
                                Sql.list(
                                        connection,
                                        Resource.text(LiveReader.class, "tables.sql"),
                                        row -> table(row, owners),
                                        wanted,
                                        records));
        return tables == null
                ? List.of()
                : tables.stream()
                        .filter(one ->
                                one.table().first().equals(schema)
                                        || names.contains(one.table().first())
                                        || known.contains(one.table()))
                        .toList();
    }

    /// What costs the server most, those queries first that name these tables. Empty where the
    /// extension is not installed, which is said.
    public List<QueryLoad> queries(List<AffectedTable> tables) {
        List<String> schemas =
                questions.ask(
                        STATISTICS,
                        connection -> Sql.list(connection, PLACE, row -> row.getString(1)));
        if (schemas == null) {
            return List.of();
        }
        if (schemas.isEmpty()) {
            questions.missed(STATISTICS + ": the extension is not installed in this database");
            return List.of();
        }
        String schema = schemas.getFirst();
        List<QueryLoad> loads = questions.ask(STATISTICS, connection -> loads(connection, schema));
        if (loads == null) {
            return List.of();
        }
        List<QueryLoad> sorted =
                new ArrayList<>(loads.stream().filter(one -> !one.text().equals(HIDDEN)).toList());
        if (sorted.size() < loads.size()) {
            questions.missed(STATISTICS + ": those of other roles (GRANT pg_read_all_stats)");
        }
        sorted.removeIf(one -> OURS.matcher(one.text()).find());
        // Stable: within both parts the most expensive stays first.
        sorted.sort((x, y) -> Boolean.compare(names(y, tables), names(x, tables)));
        return sorted.subList(0, Math.min(MOST_QUERIES, sorted.size()));
    }

    private static boolean names(QueryLoad load, List<AffectedTable> tables) {
        Set<String> named = NamedTables.of(List.of(load.text()));
        return tables.stream().anyMatch(one -> named.contains(one.table().path().get(1)));
    }

    private static List<QueryLoad> loads(Connection connection, String schema) throws SQLException {
        return Sql.list(
                connection,
                """
                select query, calls, mean_exec_time, total_exec_time
                from %s.pg_stat_statements
                where dbid = (select oid from pg_catalog.pg_database
                              where datname = pg_catalog.current_database())
                order by total_exec_time desc limit %d\
                """
                        .formatted(Identifiers.quote(schema), CANDIDATES),
                row -> {
                    String text = String.valueOf(row.getString(1));
                    return new QueryLoad(
                            text.equals(HIDDEN) ? HIDDEN : QueryText.masked(text),
                            row.getLong(2),
                            row.getDouble(3),
                            row.getDouble(4));
                });
    }

    private static AffectedTable table(ResultSet row, Owners owners) throws SQLException {
        Address table = Address.of(ObjectKind.TABLE, row.getString(1), row.getString(2));
        Owner owner = owners.of(row.getString(1), row.getString(2));
        return new AffectedTable(
                table, row.getLong(3), row.getLong(4), owner == null ? "" : owner.text());
    }

    private static LiveSession session(ResultSet row) throws SQLException {
        String state = row.getString(4);
        return new LiveSession(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                state.toLowerCase(Locale.ROOT),
                seconds(row, 5),
                seconds(row, 6),
                row.getString(7),
                Arrays.asList((Integer[]) row.getArray(8).getArray()),
                QueryText.masked(row.getString(9)));
    }

    private static @Nullable Duration seconds(ResultSet row, int column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }
}
