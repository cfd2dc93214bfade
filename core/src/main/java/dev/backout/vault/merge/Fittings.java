package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The statements that make live rows fit. What they overwrite is kept like everything that a way
/// back writes into rows, so that the way forward again brings it back; what is set aside stands in
/// `set_aside` with its reason.
///
/// @param start the schema that they run in: nothing of the way back has happened yet
/// @param fittings in the order in which they are done; values before rows
public record Fittings(Vault vault, Snapshot start, List<Fitting> fittings) {
    /// Copies the list.
    public Fittings {
        fittings = List.copyOf(fittings);
    }

    /// The statements for values alone, in tables of the vault with that name; the triggers are the
    /// caller's business.
    public List<Statement> work(String name) {
        List<Statement> statements = new ArrayList<>();
        for (Fitting fitting : fittings) {
            if (fitting instanceof Fitting.Value value) {
                statements.addAll(value(name, value));
            }
        }
        return statements;
    }

    /// The statements, while the application's own triggers keep still.
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        Set<Address> written = new HashSet<>();
        List<Fitting.Rows> rows = new ArrayList<>();
        for (int i = 0; i < fittings.size(); i++) {
            switch (fittings.get(i)) {
                case Fitting.Value value -> {
                    written.add(value.table());
                    statements.addAll(value("fit_" + (i + 1), value));
                }
                case Fitting.Rows out -> rows.add(out);
            }
        }
        if (!rows.isEmpty()) {
            TakenOut out = new TakenOut(vault, start, rows);
            written.addAll(out.tables());
            statements.addAll(out.statements());
        }
        return new Quiet(start, written, statements).statements();
    }

    private List<Statement> value(String name, Fitting.Value value) {
        String table = Identifiers.dotted(value.table().path());
        String work = vault.sql(name);
        Column column = column(value);
        List<Column> key = key(start, value.table());
        List<Column> known = key.isEmpty() ? stored(start, value.table()) : new ArrayList<>(key);
        if (!known.contains(column)) {
            known.add(column);
        }
        String from =
                "%s t JOIN %s u ON t.ctid = u.backout_at AND t.tableoid = u.backout_in"
                        .formatted(table, work);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE", table));
        statements.add(
                Statement.of(
                        """
                        CREATE UNLOGGED TABLE %s AS
                        SELECT t.tableoid AS backout_in, t.ctid AS backout_at, (%s)::%s AS backout_value
                        FROM %s t
                        WHERE (t.tableoid, t.ctid) IN (%s)\
                        """,
                        work, value.expression(), column.type(), table, value.rows()));
        statements.addAll(
                new Images(vault, start, start)
                        .keep(
                                name,
                                value.table(),
                                known,
                                key,
                                new Images.Writing(
                                        "'U'",
                                        one -> "t." + WrittenTable.quoted(one),
                                        one ->
                                                one.equals(column)
                                                        ? "u.backout_value"
                                                        : "t." + WrittenTable.quoted(one),
                                        from,
                                        value.reason() == null
                                                ? ""
                                                : Identifiers.literal(value.reason()),
                                        List.of(column))));
        statements.add(
                Statement.of(
                        "UPDATE %s t SET %s = u.backout_value\n"
                                + "FROM %s u\n"
                                + "WHERE t.ctid = u.backout_at AND t.tableoid = u.backout_in",
                        table, WrittenTable.quoted(column), work));
        statements.add(Statement.of("DROP TABLE %s", work));
        return statements;
    }

    private Column column(Fitting.Value value) {
        return stored(start, value.table()).stream()
                .filter(one -> WrittenTable.name(one).equals(value.column()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + value.column()));
    }

    /// The columns of a table that hold something, in order.
    static List<Column> stored(Snapshot snapshot, Address table) {
        Entry root = snapshot.find(table);
        if (root == null) {
            return new ArrayList<>();
        }
        return new ArrayList<>(
                Objects.requireNonNull(snapshot.units().get(root.id())).entries().stream()
                        .filter(entry -> entry.object() instanceof Column)
                        .sorted(Comparator.comparingInt(entry -> entry.id().sub()))
                        .map(entry -> (Column) entry.object())
                        .filter(column -> column.generation() == Generation.NONE)
                        .toList());
    }

    /// The columns of its primary key.
    static List<Column> key(Snapshot snapshot, Address table) {
        List<Column> stored = stored(snapshot, table);
        return TableKey.of(table, snapshot).stream()
                .flatMap(name ->
                        stored.stream().filter(column -> WrittenTable.name(column).equals(name)))
                .toList();
    }
}
