package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.WrittenTable.State;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What a migration did to rows is undone, merged with what was written since, by the laws of
/// nothing lost:
///
/// - A value that the migration overwrote returns where its own value still stands. Where another
///   one stands, that one stays, and both are set aside.
/// - A row that it deleted returns, unless another row has its key since, or another key that must
///   be unique, or what it refers to is gone: then it is set aside. A row that has its key gets its
///   values in columns that came back empty; one that the migration itself inserted there later,
///   and that stays, is the same row, with values that the migration overwrote.
/// - A row that it inserted goes, unless it was written since or others refer to it: then it stays.
/// - A row whose key it changed gets its key back.
///
/// Rows of a table without a key are known by all their values, and as many as there are. Values
/// are compared to the letter of what is stored.
///
/// The statements belong into one transaction. They lock the tables, work out everything in working
/// tables of the vault, write all tables in one statement, whose result has a row for each table
/// (`returned`, `restored`, `removed`, `stay`), and drop the working tables. What is set aside is
/// in `set_aside`, under the run that the setting `backout.run` names. Triggers are the caller's
/// business.
///
/// @param vault where the logs are
/// @param before the schema from before the migration
/// @param start the schema in which the way back begins
/// @param ready the schema that the statements run in: it has every table and column of `before`
/// @param preferKept whether what was destroyed wins over what was written anew since
/// @param conversions what is kept of values from before their conversion
public record RowsBack(
        Vault vault,
        Snapshot before,
        Snapshot start,
        Snapshot ready,
        boolean preferKept,
        Conversions conversions) {
    /// No column was converted.
    public RowsBack(
            Vault vault, Snapshot before, Snapshot start, Snapshot ready, boolean preferKept) {
        this(vault, before, start, ready, preferKept, Conversions.none());
    }

    /// The statements for logs of tables that were written together: of each table one.
    ///
    /// @throws IllegalArgumentException when there is no table that a log belongs to; ask
    ///   [#obstacle] first
    public List<Statement> statements(List<WrittenLog> logs) {
        List<Statement> statements = new ArrayList<>(statements(logs, List.of()));
        statements.addAll(gone(logs));
        return statements;
    }

    /// The same, but for the end of the working tables: logs from before these ask them.
    ///
    /// @param led logs from after these that were led back already, the last first; their working
    ///   tables are still there
    List<Statement> statements(List<WrittenLog> logs, List<WrittenLog> led) {
        List<WrittenTable> tables = tables(logs);
        List<WrittenTable> later = tables(led);
        List<Statement> statements = new ArrayList<>();
        statements.add(
                new Statement(
                        """
                        SET LOCAL extra_float_digits = 1;
                        SET LOCAL datestyle = 'ISO, YMD';
                        SET LOCAL intervalstyle = 'postgres'\
                        """));
        tables.stream()
                .sorted(Comparator.comparing(WrittenTable::table))
                .forEach(table ->
                        statements.add(
                                Statement.of(
                                        "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE",
                                        table.live())));
        for (WrittenTable table : tables) {
            statements.addAll(table.fits());
            statements.addAll(new WrittenNet(table, preferKept).statements());
            statements.addAll(new WrittenTaken(table, preferKept).statements(later));
        }
        statements.addAll(new WrittenRules(tables, before, ready).statements());
        for (WrittenTable table : tables) {
            statements.addAll(new WrittenAsides(table, preferKept).statements());
        }
        for (WrittenTable table : tables) {
            statements.addAll(images(table));
        }
        statements.add(new WrittenApply(tables).statement());
        for (WrittenTable table : tables) {
            statements.addAll(new SequenceEnds(table.table(), table.columns(), ready).statements());
        }
        return statements;
    }

    /// Takes the working tables away.
    List<Statement> gone(List<WrittenLog> logs) {
        List<Statement> statements = new ArrayList<>();
        for (WrittenTable table : tables(logs)) {
            statements.add(Statement.of("DROP TABLE %s", table.work()));
            statements.addAll(table.fitsGone());
        }
        return statements;
    }

    private List<WrittenTable> tables(List<WrittenLog> logs) {
        List<WrittenTable> tables = new ArrayList<>();
        for (WrittenLog log : logs) {
            WrittenTable table = table(log);
            if (table == null) {
                throw new IllegalArgumentException("no table " + log.table().text());
            }
            tables.add(table);
        }
        return tables;
    }

    /// What is going to be written, by what the working table says.
    private List<Statement> images(WrittenTable table) {
        String what =
                "CASE k.backout_state WHEN %s THEN 'I' WHEN %s THEN 'D' ELSE 'U' END"
                        .formatted(State.INSERT.sql(), State.DELETE.sql());
        return new Images(vault, start, ready)
                .keep(
                        Long.toString(table.log().last().capture().id()),
                        table.table(),
                        table.columns(),
                        table.key(),
                        new Images.Writing(
                                what,
                                column -> "k." + table.was(column),
                                column -> "k." + table.becomes(column),
                                "%s k WHERE k.backout_state IN (%s, %s, %s, %s)"
                                        .formatted(
                                                table.work(),
                                                State.WRITE.sql(),
                                                State.REWRITE.sql(),
                                                State.INSERT.sql(),
                                                State.DELETE.sql())));
    }

    /// Why a log cannot be led back, or null when it can.
    public @Nullable String obstacle(WrittenLog log) {
        return table(log) == null ? "its table has none of its columns" : null;
    }

    /// A query that counts the rows whose values were written anew since, in the database as it is
    /// when `before` and `ready` are its schema; empty when nothing tells them apart.
    ///
    /// @param later what the migration wrote last into rows after that; null when it did not
    String conflicts(WrittenLog log, @Nullable LastWrites later) {
        WrittenTable table = table(log);
        return table == null || !table.keyed() ? "" : new WrittenNet(table, false).conflicts(later);
    }

    private @Nullable WrittenTable table(WrittenLog log) {
        Entry root = ready.find(log.table());
        if (root == null
                || !(root.object() instanceof Table table)
                || !(log.last().kept() instanceof Kept.WrittenRows kept)) {
            return null;
        }
        List<Column> all = columns(root);
        List<Column> stored =
                all.stream().filter(column -> column.generation() == Generation.NONE).toList();
        List<Column> columns =
                stored.stream()
                        .filter(column -> kept.columns().contains(WrittenTable.name(column)))
                        .toList();
        if (columns.isEmpty()) {
            return null;
        }
        // What is set aside tells the key in its order.
        List<Column> key =
                columns.stream()
                        .filter(column -> kept.key().contains(WrittenTable.name(column)))
                        .sorted(
                                Comparator.comparingInt(
                                        column -> kept.key().indexOf(WrittenTable.name(column))))
                        .toList();
        if (key.size() < kept.key().size()) {
            key = List.of();
        }
        return new WrittenTable(
                vault,
                log,
                kept,
                columns,
                columns.stream().filter(this::isEmpty).toList(),
                stored.stream().filter(column -> !columns.contains(column)).toList(),
                key,
                table.partitionKey() != null,
                keys(log.table(), columns, all, key),
                columns.stream().filter(this::isConverted).collect(Collectors.toSet()),
                conversions);
    }

    /// Whether a column was not there when the way back began.
    private boolean isEmpty(Column column) {
        Entry now = ready.find(column.address());
        return now != null && start.find(now.id()) == null;
    }

    /// Whether a column had another type when the way back began, or another form of its enum.
    private boolean isConverted(Column column) {
        Entry now = ready.find(column.address());
        Entry then = now == null ? null : start.find(now.id());
        return then != null
                && then.object() instanceof Column was
                && OpenColumns.isConverted(was, start, column, ready);
    }

    private List<UniqueKey> keys(
            Address table, List<Column> columns, List<Column> all, List<Column> key) {
        List<UniqueKey> keys = new ArrayList<>(UniqueKey.of(table, before, columns, all));
        if (!key.isEmpty() && keys.stream().noneMatch(one -> one.isOver(key))) {
            keys.add(UniqueKey.of(key));
        }
        return keys;
    }

    private List<Column> columns(Entry root) {
        return Objects.requireNonNull(ready.units().get(root.id())).entries().stream()
                .filter(entry -> entry.object() instanceof Column)
                .sorted(Comparator.comparingInt(entry -> entry.id().sub()))
                .map(entry -> (Column) entry.object())
                .toList();
    }
}
