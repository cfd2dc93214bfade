package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Tries rows that were set aside again, in one transaction: those that fit now are put back and
/// marked so, the others stay. When the process dies after any statement of it, the server undoes
/// all of it. For one thread, once.
public final class PutBack {
    private static final int MOST_ROUNDS = 20;
    private static final Map<String, String> REASONS =
            Map.of(
                    "23502", "a column that takes no NULL has no value",
                    "23503", "what it refers to is gone",
                    "23505", "another row has its unique value",
                    "23514", "a check of the table refuses it",
                    "23P01", "an exclusion constraint of the table refuses it");

    private final Vault vault;
    private final Connection connection;
    private final boolean preferKept;
    private final Map<Address, @Nullable PutBackTable> tables = new HashMap<>();

    /// @param connection in autocommit mode
    /// @param preferKept whether what was kept takes the place of what is live
    public PutBack(Vault vault, Connection connection, boolean preferKept) {
        this.vault = vault;
        this.connection = connection;
        this.preferKept = preferKept;
    }

    /// What came of one.
    ///
    /// @param why why it stays; empty when it was put back
    public record Outcome(SetAside row, String why) {
        /// Whether it was put back.
        public boolean done() {
            return why.isEmpty();
        }
    }

    /// What is written in the same transaction.
    @FunctionalInterface
    public interface Journal {
        /// Writes it.
        void write(List<Outcome> outcomes) throws SQLException;
    }

    /// Tries them.
    ///
    /// @param by who wants it
    /// @param dryRun whether everything is undone in the end
    /// @throws BackoutException `step-failed` when somebody else is in the way: nothing was changed
    public List<Outcome> apply(
            List<SetAside> rows, String by, Duration lockTimeout, boolean dryRun, Journal journal) {
        try {
            return Transactions.run(
                    connection,
                    () -> {
                        List<Outcome> outcomes = within(rows, by, lockTimeout);
                        if (dryRun) {
                            connection.rollback();
                        } else {
                            journal.write(outcomes);
                        }
                        return outcomes;
                    });
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED, "putting rows back failed, nothing was changed", e);
        }
    }

    private List<Outcome> within(List<SetAside> rows, String by, Duration lockTimeout)
            throws SQLException {
        Sql.execute(
                connection,
                """
                set transaction read write;
                set local lock_timeout = %d;
                set local row_security = off;
                set local search_path = pg_catalog, pg_temp;
                set constraints all immediate\
                """
                        .formatted(lockTimeout.toMillis()));
        for (SetAside row : rows) {
            if (!tables.containsKey(row.table())) {
                PutBackTable table = PutBackTable.read(connection, row.table());
                tables.put(row.table(), table);
                if (table != null) {
                    table.triggers(connection, "disable");
                }
            }
        }
        List<Outcome> outcomes = rounds(rows, by);
        for (PutBackTable table : tables.values()) {
            if (table != null) {
                table.triggers(connection, "enable");
            }
        }
        return outcomes;
    }

    /// A row may refer to another one that is put back only after it.
    private List<Outcome> rounds(List<SetAside> rows, String by) throws SQLException {
        List<Outcome> done = new ArrayList<>();
        List<SetAside> open = rows;
        List<Outcome> left = List.of();
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (SetAside row : open) {
                outcomes.add(attempt(row, by));
            }
            List<Outcome> fresh = outcomes.stream().filter(Outcome::done).toList();
            left = outcomes.stream().filter(one -> !one.done()).toList();
            done.addAll(fresh);
            open = left.stream().map(Outcome::row).toList();
            if (fresh.isEmpty()) {
                break;
            }
        }
        done.addAll(left);
        return done;
    }

    private Outcome attempt(SetAside row, String by) throws SQLException {
        PutBackTable table = tables.get(row.table());
        if (table == null) {
            return new Outcome(row, "its table is not there");
        }
        for (String column : row.columns()) {
            if (!table.types().containsKey(column)) {
                return new Outcome(row, "there is no column " + Identifiers.quote(column));
            }
        }
        if (table.key().isEmpty() || table.key().size() != row.key().size()) {
            return new Outcome(row, "nothing tells its row apart");
        }
        String[] why = {""};
        SQLException[] refused = {null};
        boolean works =
                Attempted.works(
                        connection,
                        () -> {
                            try {
                                why[0] = put(row, table);
                                if (why[0].isEmpty()) {
                                    mark(row, by);
                                }
                            } catch (SQLException e) {
                                refused[0] = e;
                                throw e;
                            }
                        });
        return new Outcome(row, works ? why[0] : reason(Objects.requireNonNull(refused[0])));
    }

    private static String reason(SQLException e) {
        return REASONS.getOrDefault(SqlFailure.state(e), "SQLSTATE " + SqlFailure.state(e));
    }

    private String put(SetAside row, PutBackTable table) throws SQLException {
        String where =
                table.key().stream()
                        .map(name ->
                                "t.%s = ?::%s"
                                        .formatted(
                                                Identifiers.quote(name), table.types().get(name)))
                        .collect(Collectors.joining(" and "));
        boolean there =
                Sql.ask(
                        connection,
                        "select exists (select from %s t where %s)".formatted(table.sql(), where),
                        row.key().toArray());
        return there ? update(row, table, where) : insert(row, table);
    }

    private String insert(SetAside row, PutBackTable table) throws SQLException {
        if (!row.columns().containsAll(table.key())
                || !row.columns().containsAll(table.required())) {
            return "its row is gone";
        }
        Sql.update(
                connection,
                "insert into %s (%s) overriding system value values (%s)"
                        .formatted(
                                table.sql(),
                                Identifiers.list(row.columns()),
                                row.columns().stream()
                                        .map(name -> "?::" + table.types().get(name))
                                        .collect(Collectors.joining(", "))),
                row.kept().toArray());
        return "";
    }

    private String update(SetAside row, PutBackTable table, String where) throws SQLException {
        boolean chosen =
                row.kind().equals(SetAside.CONFLICT) || row.kind().equals(SetAside.UNKNOWN);
        if (chosen && !preferKept) {
            return "its row is there with other values: --prefer kept puts the kept ones in";
        }
        List<String> sets = new ArrayList<>();
        List<String> free = new ArrayList<>();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < row.columns().size(); i++) {
            String name = row.columns().get(i);
            if (!table.key().contains(name)) {
                String quoted = Identifiers.quote(name);
                sets.add("%s = ?::%s".formatted(quoted, table.types().get(name)));
                free.add("(t.%1$s is null or t.%1$s::pg_catalog.text = ?)".formatted(quoted));
                values.add(row.kept().get(i));
            }
        }
        if (sets.isEmpty()) {
            return "";
        }
        List<@Nullable String> arguments = new ArrayList<>(values);
        arguments.addAll(row.key());
        String untouched = "";
        if (!preferKept) {
            untouched = " and " + String.join(" and ", free);
            arguments.addAll(values);
        }
        keepLive(row, table, where);
        int rows =
                Sql.update(
                        connection,
                        "update %s t set %s where %s%s"
                                .formatted(table.sql(), String.join(", ", sets), where, untouched),
                        arguments.toArray());
        return rows == 1 ? "" : "it was written anew since: --prefer kept overwrites it";
    }

    /// What gives way is noted beside what takes its place.
    private void keepLive(SetAside row, PutBackTable table, String where) throws SQLException {
        String live =
                row.columns().stream()
                        .map(name -> "t.%s::pg_catalog.text".formatted(Identifiers.quote(name)))
                        .collect(Collectors.joining(", ", "array[", "]"));
        List<@Nullable Object> arguments = new ArrayList<>(row.key());
        arguments.add(row.id());
        Sql.update(
                connection,
                """
                update %s.set_aside s set live = l.live
                from (select %s as live from %s t where %s for update) l where s.id = ?\
                """
                        .formatted(vault.records().sql(), live, table.sql(), where),
                arguments.toArray());
    }

    private void mark(SetAside row, String by) throws SQLException {
        Sql.update(
                connection,
                """
                update %s.set_aside set kind = ?,
                    reason = pg_catalog.format('put back by %%s at %%s; it was %%s, %%s',
                        ?::text, pg_catalog.now()::text, kind, reason)
                where id = ?\
                """
                        .formatted(vault.records().sql()),
                SetAside.APPLIED,
                by,
                row.id());
    }
}
