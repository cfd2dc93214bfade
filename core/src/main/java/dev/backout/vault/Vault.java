package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The list of what is kept. It writes in the caller's transaction, so that what is said to be kept
/// and what is kept are committed together. Immutable.
///
/// @param records the schema that holds the list, and what is kept
public record Vault(RecordSchema records) {
    static final int LONGEST_NAME = 63;
    private static final String SEQUENCE = "sequence position";

    /// The number of the next capture; it is used up even when the transaction is undone.
    public long nextId(Connection connection) throws SQLException {
        Long id =
                Sql.first(
                        connection,
                        "select pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(?, 'id'))",
                        row -> row.getLong(1),
                        records.sql() + ".capture");
        if (id == null) {
            throw new SQLException("the vault has no numbers");
        }
        return id;
    }

    /// What the vault's table for a capture is called, unquoted: it begins with the number, so that
    /// no two are the same, and ends with the table's name as far as there is room.
    public String place(long id, Address table) {
        return fitting("kept_%d_".formatted(id), table.name());
    }

    /// What an index or a sequence that moved into the vault with its table is called there,
    /// unquoted: `kept_7.2_` and its own name, as far as there is room.
    ///
    /// @param id the capture's number
    /// @param number its place among those of the table, from 1
    public String part(long id, int number, String name) {
        return fitting("kept_%d.%d_".formatted(id, number), name);
    }

    /// Which of several indexes or sequences got a name of [#part] when they moved together, or
    /// null.
    ///
    /// @param id the capture's number
    /// @param part the name in the vault
    /// @param names the names that they had
    public @Nullable String partOf(long id, String part, Collection<String> names) {
        return partOf("kept_%d.".formatted(id), part, names);
    }

    /// What a column is called while it is hidden in its table, unquoted.
    ///
    /// @param id the capture's number
    public String hidden(long id, String name) {
        return fitting("%s%d_".formatted(RecordSchema.HIDDEN, id), name);
    }

    /// What an index of a hidden column is called meanwhile, unquoted.
    ///
    /// @param id the capture's number
    /// @param number its place among those of the column, from 1
    public String hiddenPart(long id, int number, String name) {
        return fitting("%s%d.%d_".formatted(RecordSchema.HIDDEN, id, number), name);
    }

    /// Which of several indexes got a name of [#hiddenPart], or null.
    ///
    /// @param id the capture's number
    /// @param part the hidden name
    /// @param names the names that they had
    public @Nullable String hiddenPartOf(long id, String part, Collection<String> names) {
        return partOf("%s%d.".formatted(RecordSchema.HIDDEN, id), part, names);
    }

    /// Whether an index, or the constraint that it is of, belongs to a hidden column.
    ///
    /// @param id the capture's number
    public boolean isHiddenPart(long id, String name) {
        return name.startsWith("%s%d.".formatted(RecordSchema.HIDDEN, id));
    }

    private static @Nullable String partOf(
            String beginning, String part, Collection<String> names) {
        int end = part.indexOf('_', beginning.length());
        if (!part.startsWith(beginning) || end < 0) {
            return null;
        }
        String numbered = part.substring(0, end + 1);
        return names.stream()
                .filter(name -> fitting(numbered, name).equals(part))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private static String fitting(String beginning, String name) {
        StringBuilder fitting = new StringBuilder(beginning);
        int bytes = fitting.length();
        for (int codePoint : name.codePoints().toArray()) {
            String letter = Character.toString(codePoint);
            bytes += letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME) {
                break;
            }
            fitting.append(letter);
        }
        return fitting.toString();
    }

    /// The table that says how far the values of a capture have come back, as long as they do;
    /// unquoted.
    public String filling(long id) {
        return "filling_" + id;
    }

    /// A table of the vault as SQL.
    public String sql(String place) {
        return records.sql() + "." + Identifiers.quote(place);
    }

    /// How many rows a table of the vault has.
    public long count(Connection connection, String place) throws SQLException {
        Long rows =
                Sql.first(
                        connection,
                        "select pg_catalog.count(*) from " + sql(place),
                        row -> row.getLong(1));
        return rows == null ? 0 : rows;
    }

    /// Counts what was moved without being counted. Call it after the commit: it takes its time,
    /// and nobody waits for it.
    ///
    /// @param connection in autocommit mode
    /// @param captures what was kept
    /// @return the same, counted
    public List<Capture> countMoved(Connection connection, List<Capture> captures)
            throws SQLException {
        List<Capture> counted = new ArrayList<>();
        for (Capture capture : captures) {
            counted.add(
                    capture.kept().counted()
                            ? capture
                            : Transactions.run(connection, () -> countMoved(connection, capture)));
        }
        return counted;
    }

    private Capture countMoved(Connection connection, Capture capture) throws SQLException {
        Sql.execute(connection, "set transaction read write; set local statement_timeout = 0");
        Long rows = new Places(this).rows(connection, capture.kept());
        if (rows == null) {
            return capture;
        }
        Sql.update(
                connection,
                "update %s.capture set rows = ? where id = ?".formatted(records.sql()),
                rows,
                capture.id());
        return capture.with(rows);
    }

    /// Puts a capture on the list.
    ///
    /// @param id from [#nextId]
    /// @param origin the deployment or the run that destroys it
    /// @param number its place among those of the origin, from 1
    public void put(Connection connection, long id, String origin, int number, Kept kept)
            throws SQLException {
        TableRef table = kept.table();
        ColumnRef column = column(kept);
        Sql.update(
                connection,
                """
                insert into %s.capture (id, origin, number, kind, schema_name, table_name,
                    table_oid, column_name, column_number, column_type, key, columns, place, rows)
                overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """
                        .formatted(records.sql()),
                id,
                origin,
                number,
                kind(kept),
                table.address().first(),
                table.address().name(),
                table.oid(),
                column == null ? null : column.name(),
                column == null ? null : column.number(),
                column == null ? null : column.type(),
                key(kept),
                columns(kept),
                kept.place(),
                kept.rows());
    }

    /// What became of a capture.
    ///
    /// @param by the run that did it
    public void mark(Connection connection, long id, Capture.State state, String by)
            throws SQLException {
        Sql.update(
                connection,
                "update %s.capture set state = ?, state_by = ? where id = ?"
                        .formatted(records.sql()),
                word(state),
                by,
                id);
    }

    /// The captures of a deployment or a run, in the order of destruction.
    public List<Capture> of(Connection connection, String origin) throws SQLException {
        Pipeline asked = new Pipeline(connection);
        List<Capture> found = of(asked, origin);
        asked.send();
        return found;
    }

    /// The same, as soon as it was sent.
    List<Capture> of(Pipeline asked, String origin) {
        return asked.list(selected("where origin = ? order by number"), Vault::capture, origin);
    }

    /// Whatever a run destroyed, also layer by layer, in the order of destruction.
    public List<Capture> ofRun(Connection connection, String run) throws SQLException {
        return select(connection, "where origin = any (?) order by id", origins(connection, run));
    }

    /// A run and its layers, as the list names them.
    public List<String> origins(Connection connection, String run) throws SQLException {
        return Sql.list(
                connection,
                """
                select distinct origin from %s.capture
                where origin = ? or pg_catalog.starts_with(origin, ?) order by 1\
                """
                        .formatted(records.sql()),
                row -> row.getString(1),
                run,
                new Layer("").origin(run));
    }

    /// What was hidden in a table and has not returned, the oldest first.
    ///
    /// @param table by its identity, or, in a database that was restored from a dump, by its name
    List<Capture> hiddenIn(Connection connection, LiveTable table) throws SQLException {
        return select(
                connection,
                """
                where kind = 'hidden column' and state = 'kept'
                  and (table_oid = ? or (schema_name = ? and table_name = ?)) order by id\
                """,
                table.oid(),
                table.schema(),
                table.name());
    }

    /// All captures, the oldest first.
    public List<Capture> all(Connection connection) throws SQLException {
        return select(connection, "order by id");
    }

    private List<Capture> select(Connection connection, String rest, Object... arguments)
            throws SQLException {
        return Sql.list(connection, selected(rest), Vault::capture, arguments);
    }

    private String selected(String rest) {
        return """
        select id, origin, number, kind, schema_name, table_name, table_oid, column_name,
            column_number, column_type, key, columns, place, rows, state
        from %s.capture %s\
        """
                .formatted(records.sql(), rest);
    }

    private static Capture capture(ResultSet row) throws SQLException {
        return new Capture(
                row.getLong("id"),
                row.getString("origin"),
                row.getInt("number"),
                kept(row),
                Capture.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        TableRef table =
                new TableRef(
                        row.getLong("table_oid"),
                        Address.of(
                                kind.equals(SEQUENCE) ? ObjectKind.SEQUENCE : ObjectKind.TABLE,
                                row.getString("schema_name"),
                                row.getString("table_name")));
        List<String> key = Sql.texts(row, "key");
        List<String> columns = Sql.texts(row, "columns");
        String place = row.getString("place");
        long rows = row.getLong("rows");
        return switch (kind) {
            case "moved table" -> new Kept.MovedTable(table, columns, place, rows);
            case "copied table" -> new Kept.CopiedTable(table, columns, place, rows);
            case "dropped column" ->
                    new Kept.DroppedColumn(table, columnRef(row), key, place, rows);
            case "hidden column" -> new Kept.HiddenColumn(table, columnRef(row), key, place, rows);
            case "retyped column" ->
                    new Kept.RetypedColumn(table, columnRef(row), key, place, rows);
            case "written rows" -> new Kept.WrittenRows(table, key, columns, place, rows);
            case SEQUENCE -> new Kept.SequencePosition(table, place, rows);
            default -> throw new SQLException("the vault holds an unknown kind: " + kind);
        };
    }

    private static ColumnRef columnRef(ResultSet row) throws SQLException {
        return new ColumnRef(
                row.getInt("column_number"),
                row.getString("column_name"),
                row.getString("column_type"));
    }

    private static String kind(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable _ -> "moved table";
            case Kept.CopiedTable _ -> "copied table";
            case Kept.DroppedColumn _ -> "dropped column";
            case Kept.HiddenColumn _ -> "hidden column";
            case Kept.RetypedColumn _ -> "retyped column";
            case Kept.WrittenRows _ -> "written rows";
            case Kept.SequencePosition _ -> SEQUENCE;
        };
    }

    private static @Nullable ColumnRef column(Kept kept) {
        return switch (kept) {
            case Kept.DroppedColumn dropped -> dropped.column();
            case Kept.HiddenColumn hidden -> hidden.column();
            case Kept.RetypedColumn retyped -> retyped.column();
            case Kept.MovedTable _,
                    Kept.CopiedTable _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    null;
        };
    }

    private static List<String> key(Kept kept) {
        return switch (kept) {
            case Kept.DroppedColumn dropped -> dropped.key();
            case Kept.HiddenColumn hidden -> hidden.key();
            case Kept.RetypedColumn retyped -> retyped.key();
            case Kept.WrittenRows written -> written.key();
            case Kept.MovedTable _, Kept.CopiedTable _, Kept.SequencePosition _ -> List.of();
        };
    }

    private static List<String> columns(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable moved -> moved.columns();
            case Kept.CopiedTable copied -> copied.columns();
            case Kept.WrittenRows written -> written.columns();
            case Kept.DroppedColumn _,
                    Kept.HiddenColumn _,
                    Kept.RetypedColumn _,
                    Kept.SequencePosition _ ->
                    List.of();
        };
    }

    /// What was hidden in its table is a copy now.
    ///
    /// @param id its number
    void copied(Connection connection, long id, Kept.DroppedColumn copy) throws SQLException {
        Sql.update(
                connection,
                """
                update %s.capture set kind = ?, schema_name = ?, table_name = ?, key = ?,
                    place = ?, rows = ?
                where id = ?\
                """
                        .formatted(records.sql()),
                kind(copy),
                copy.table().address().first(),
                copy.table().address().name(),
                copy.key(),
                copy.place(),
                copy.rows(),
                id);
    }

    private static String word(Capture.State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
