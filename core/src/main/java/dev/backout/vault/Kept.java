package dev.backout.vault;

import dev.backout.error.Counted;
import dev.backout.schema.Identifiers;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What is kept of one act of destruction, and how. The table of the vault that holds it is its
/// `place`, unquoted.
///
/// Types that come with the server are kept as they are. Values of all other types (enums, domains,
/// composite types, what extensions bring) are kept as text, since a later statement may drop their
/// type; the text of a value leads back to the same value.
public sealed interface Kept {
    /// The table whose data it is, as it was called just before.
    TableRef table();

    /// The table of the vault; of a [HiddenColumn], the column.
    String place();

    /// How many rows the vault holds of it, if they are [#counted].
    long rows();

    /// Whether anybody has counted the rows.
    default boolean counted() {
        return rows() != NOT_COUNTED;
    }

    /// Whether it holds values that a column had, but for those of rows that were written.
    default boolean hasValuesOf(TableRef table, ColumnRef column) {
        return table().oid() == table.oid()
                && switch (this) {
                    case MovedTable _, CopiedTable _ -> true;
                    case DroppedColumn(var _, var own, var _, var _, var _) ->
                            own.number() == column.number();
                    case HiddenColumn(var _, var own, var _, var _, var _) ->
                            own.number() == column.number();
                    case RetypedColumn(var _, var own, var _, var _, var _) ->
                            own.number() == column.number();
                    case WrittenRows _, SequencePosition _ -> false;
                };
    }

    /// In a phrase: `3 values of public.users.email`.
    default String text() {
        String table = table().address().text();
        return switch (this) {
            case MovedTable moved when !moved.counted() -> "the rows of " + table;
            case MovedTable _, CopiedTable _ ->
                    "%s of %s".formatted(Counted.of(rows(), "row"), table);
            case DroppedColumn(var _, var column, var _, var _, var _) -> values(table, column);
            case RetypedColumn(var _, var column, var _, var _, var _) -> values(table, column);
            case WrittenRows _ -> "%s of %s".formatted(Counted.of(rows(), "written row"), table);
            case SequencePosition _ -> "where %s stood".formatted(table);
            case HiddenColumn(var _, var column, var _, var _, var _) when !counted() ->
                    "the values of %s.%s, in place"
                            .formatted(table, Identifiers.quote(column.name()));
            case HiddenColumn(var _, var column, var _, var _, var _) ->
                    values(table, column) + ", in place";
        };
    }

    private String values(String table, ColumnRef column) {
        return "%s of %s.%s"
                .formatted(Counted.of(rows(), "value"), table, Identifiers.quote(column.name()));
    }

    /// A table that was dropped: it lies in the vault itself, with its indexes, its defaults, its
    /// checks and the sequences that belong to it, as far as they use nothing that a user made;
    /// their names are those of [Vault#part]. Without foreign keys, triggers, policies, rights.
    ///
    /// @param columns all of its columns but generated ones
    /// @param rows [#NOT_COUNTED] until [Vault#countMoved], when it is large: counting would keep
    ///   others waiting
    record MovedTable(TableRef table, List<String> columns, String place, long rows)
            implements Kept {
        /// Copies the list.
        public MovedTable {
            columns = List.copyOf(columns);
        }
    }

    /// A table that was dropped or truncated: its rows were copied, under the names of its columns.
    /// A partitioned table that was dropped with all of its partitions is kept once, with the rows
    /// of all of them; partitions that were truncated are kept each, and so are the children of a
    /// table that others inherit from.
    ///
    /// @param columns all of its columns but generated ones
    record CopiedTable(TableRef table, List<String> columns, String place, long rows)
            implements Kept {
        /// Copies the list.
        public CopiedTable {
            columns = List.copyOf(columns);
        }
    }

    /// The values of a column that was dropped: the vault's table has the columns of the key, under
    /// their names, and the column [#VALUE].
    ///
    /// A column of a partitioned table is kept once, with the rows of all partitions and by the key
    /// of the whole: rows find their value wherever they lie by then. A column that children
    /// inherit is kept once for each table, with that table's own rows.
    ///
    /// @param key the columns that tell rows apart; empty when the table has no key, and then the
    ///   vault holds whole rows under the names of their columns
    record DroppedColumn(
            TableRef table, ColumnRef column, List<String> key, String place, long rows)
            implements Kept {
        /// Copies the list.
        public DroppedColumn {
            key = List.copyOf(key);
        }
    }

    /// A column that was dropped and lies hidden in its table, which is still there: under another
    /// name, open to NULL, without its constraints, rights and indexes over several columns. Its
    /// own indexes may be there, under the names of [Vault#hiddenPart].
    ///
    /// @param key the columns that told rows apart when it was hidden
    /// @param place its name there, unquoted: [Vault#hidden]
    /// @param rows [#NOT_COUNTED] until [Vault#countMoved], when the table is large; rows may come
    ///   and go afterwards
    record HiddenColumn(TableRef table, ColumnRef column, List<String> key, String place, long rows)
            implements Kept {
        /// Copies the list.
        public HiddenColumn {
            key = List.copyOf(key);
        }
    }

    /// Values of a column whose type changed, of those rows whose text would not come back through
    /// the reverse conversion: the key, [#VALUE] as it was, and [#AFTER], the text of what became
    /// of it. No rows: everything comes back. The type may be the same, when the values were
    /// computed anew. Partitions and children are as with [DroppedColumn].
    ///
    /// @param column as it was
    /// @param key the columns that tell rows apart; empty when the table has no other key than the
    ///   column itself, and then the vault holds whole rows under the names of their columns, and
    ///   [#AFTER], which is null when only the statement itself could tell
    record RetypedColumn(
            TableRef table, ColumnRef column, List<String> key, String place, long rows)
            implements Kept {
        /// Copies the list.
        public RetypedColumn {
            key = List.copyOf(key);
        }
    }

    /// Rows that were inserted, updated or deleted: a row of the vault's table for each row and
    /// event, in the order of [#EVENT], with [#WHAT] happened (`I`, `U` or `D`), each column before
    /// (see [#before]) and after (see [#after]). Updates that changed nothing are left out. Writes
    /// that triggers and functions nest into others may stand before what caused them.
    ///
    /// @param key the columns that tell rows apart; empty when the table has no key
    /// @param columns all of its columns but generated ones, by their names when it was watched
    record WrittenRows(
            TableRef table, List<String> key, List<String> columns, String place, long rows)
            implements Kept {
        /// Copies the lists.
        public WrittenRows {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
        }
    }

    /// Where a sequence stood that was dropped, or that begins anew: the vault's table has one row,
    /// with the columns `last_value` and `is_called` of the sequence. Sequences that lie in the
    /// vault with their table are not among them, nor are those that never gave a number.
    ///
    /// @param table the sequence, as it was called before the transaction
    record SequencePosition(TableRef table, String place, long rows) implements Kept {}

    /// Nobody has counted the rows yet.
    long NOT_COUNTED = -1;

    /// The column of the vault's tables that holds a value as it was.
    String VALUE = "backout_value";

    /// The column that holds the text of what became of a value.
    String AFTER = "backout_after";

    /// The column that orders events.
    String EVENT = "backout_event";

    /// The column that says what happened to a row.
    String WHAT = "backout_what";

    /// What the name of a column before an event begins with.
    String OLD = "o_";

    /// What the name of a column after an event begins with.
    String NEW = "n_";

    /// What the column of a log is called that holds a value before an event, unquoted.
    ///
    /// @param columns those of [WrittenRows]
    /// @param column one of them
    static String before(List<String> columns, String column) {
        return logged(OLD, "O", columns, column);
    }

    /// What the column of a log is called that holds a value after an event, unquoted.
    ///
    /// @param columns those of [WrittenRows]
    /// @param column one of them
    static String after(List<String> columns, String column) {
        return logged(NEW, "N", columns, column);
    }

    /// A name that would be too long for the server is told by its place.
    private static String logged(String prefix, String other, List<String> columns, String column) {
        String name = prefix + column;
        return name.getBytes(StandardCharsets.UTF_8).length > Vault.LONGEST_NAME
                ? other + (columns.indexOf(column) + 1)
                : name;
    }
}
