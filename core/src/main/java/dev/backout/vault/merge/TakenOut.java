package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Takes rows out of live tables, with all rows that refer to them, and theirs. First they are
/// found, in working tables of the vault; then they are kept and set aside; then one statement
/// deletes all of them, so that no foreign key and no action of one sees a part.
///
/// @param start the schema that the statements run in
/// @param rows which rows, and why
public record TakenOut(Vault vault, Snapshot start, List<Fitting.Rows> rows) {
    /// Copies the list.
    public TakenOut {
        rows = List.copyOf(rows);
    }

    /// The tables that lose rows: those that are named, and those that refer to them.
    public List<Address> tables() {
        List<Address> tables =
                new ArrayList<>(rows.stream().map(Fitting::table).distinct().toList());
        for (int i = 0; i < tables.size(); i++) {
            for (Constraint key : keysTo(start, tables.get(i))) {
                if (!tables.contains(key.address().table())) {
                    tables.add(key.address().table());
                }
            }
        }
        return tables;
    }

    /// The foreign keys to a table.
    public static List<Constraint> keysTo(Snapshot schema, Address table) {
        return schema.entries().stream()
                .map(Entry::object)
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(key -> key.type() == ConstraintType.FOREIGN_KEY && !key.inherited())
                .filter(key -> key.enforced() && table.equals(key.references()))
                .toList();
    }

    List<Statement> statements() {
        List<Address> tables = tables();
        List<Statement> statements = new ArrayList<>();
        tables.stream()
                .sorted()
                .forEach(table ->
                        statements.add(
                                Statement.of(
                                        "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE", sql(table))));
        for (int i = 0; i < tables.size(); i++) {
            statements.add(
                    Statement.of(
                            "CREATE UNLOGGED TABLE %s (backout_in oid, backout_at tid, backout_why"
                                    + " text)",
                            work(i)));
        }
        rows.forEach(one -> statements.add(found(tables, one)));
        statements.addAll(referring(tables));
        for (int i = 0; i < tables.size(); i++) {
            statements.addAll(kept(i, tables.get(i)));
        }
        statements.add(delete(tables));
        for (int i = 0; i < tables.size(); i++) {
            statements.add(Statement.of("DROP TABLE %s", work(i)));
        }
        return statements;
    }

    private Statement found(List<Address> tables, Fitting.Rows one) {
        String work = work(tables.indexOf(one.table()));
        return Statement.of(
                """
                INSERT INTO %s
                SELECT DISTINCT r.tableoid, r.ctid, %s
                FROM (%s) r
                WHERE NOT EXISTS (
                    SELECT 1 FROM %s o
                    WHERE o.backout_in = r.tableoid AND o.backout_at = r.ctid)\
                """,
                work, Identifiers.literal(one.reason()), one.rows(), work);
    }

    /// Until nobody refers to any of them but themselves.
    private List<Statement> referring(List<Address> tables) {
        List<String> rules = new ArrayList<>();
        for (Address table : tables) {
            for (Constraint key : keysTo(start, table)) {
                rules.add(referring(tables, table, key));
            }
        }
        return RuleLoop.statements(rules);
    }

    private String referring(List<Address> tables, Address table, Constraint key) {
        Address child = key.address().table();
        return """
        INSERT INTO %s
        SELECT DISTINCT c.tableoid, c.ctid, %s
        FROM %s w
        JOIN %s p ON p.ctid = w.backout_at AND p.tableoid = w.backout_in
        JOIN %s c ON %s
        WHERE NOT EXISTS (
            SELECT 1 FROM %1$s o WHERE o.backout_in = c.tableoid AND o.backout_at = c.ctid);
        """
                .formatted(
                        work(tables.indexOf(child)),
                        Identifiers.literal(
                                "it refers to a row of %s that is set aside"
                                        .formatted(table.text())),
                        work(tables.indexOf(table)),
                        sql(table),
                        sql(child),
                        pairs(key));
    }

    /// How a row (`c`) refers to another one (`p`).
    public static String pairs(Constraint key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i ->
                        "c.%s = p.%s"
                                .formatted(
                                        Identifiers.quote(key.columns().get(i)),
                                        Identifiers.quote(key.referencedColumns().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private List<Statement> kept(int number, Address table) {
        List<Column> columns = Fittings.stored(start, table);
        return new Images(vault, start, start)
                .keep(
                        "away_" + (number + 1),
                        table,
                        columns,
                        Fittings.key(start, table),
                        new Images.Writing(
                                "'D'",
                                column -> "t." + WrittenTable.quoted(column),
                                column -> "t." + WrittenTable.quoted(column),
                                "%s t JOIN %s w ON t.ctid = w.backout_at AND t.tableoid = w.backout_in"
                                        .formatted(sql(table), work(number)),
                                "w.backout_why",
                                columns));
    }

    private Statement delete(List<Address> tables) {
        String parts =
                IntStream.range(0, tables.size())
                        .mapToObj(i ->
                                """
                                away_%d AS (
                                    DELETE FROM %s t USING %s w
                                    WHERE t.ctid = w.backout_at AND t.tableoid = w.backout_in
                                    RETURNING 1
                                )\
                                """
                                        .formatted(i + 1, sql(tables.get(i)), work(i)))
                        .collect(Collectors.joining(", "));
        String sums =
                IntStream.range(0, tables.size())
                        .mapToObj(i ->
                                "SELECT %s AS \"table\", (SELECT count(*) FROM away_%d) AS removed"
                                        .formatted(
                                                Identifiers.literal(tables.get(i).text()), i + 1))
                        .collect(Collectors.joining("\nUNION ALL\n"));
        return new Statement("WITH " + parts + "\n" + sums);
    }

    private String work(int number) {
        return vault.sql("away_" + (number + 1));
    }

    private static String sql(Address table) {
        return Identifiers.dotted(table.path());
    }
}
