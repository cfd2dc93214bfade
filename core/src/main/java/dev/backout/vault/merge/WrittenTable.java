package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A table whose rows a migration wrote, and the names that its parts have while they are led back.
///
/// The vault's log (`o_...` before, `n_...` after an event) becomes a working table, one row for
/// each row that the migration left otherwise than it had found it: the log's columns before and
/// after all events, `l_1` and so on what is live, `f_1` and so on what is to be.
///
/// @param log what was written
/// @param kept the last part of it
/// @param columns those of the log that the table has
/// @param empty those among them that came back empty: nobody wrote them since
/// @param others columns of the table that the log does not have
/// @param key the columns by which rows are known; none when there is no key
/// @param partitioned whether its rows lie in partitions
/// @param keys what two rows may not have in common
/// @param converted those among them whose type is another one than when the way back began: the
///   log may have values that they cannot hold
/// @param conversions what is kept of values from before their conversion
record WrittenTable(
        Vault vault,
        WrittenLog log,
        Kept.WrittenRows kept,
        List<Column> columns,
        List<Column> empty,
        List<Column> others,
        List<Column> key,
        boolean partitioned,
        List<UniqueKey> keys,
        Set<Column> converted,
        Conversions conversions) {
    /// What becomes of a row of the working table.
    enum State {
        /// It is written, in the columns where `f_1` differs from `l_1`.
        WRITE,
        /// It is taken away and put back, since others stand where it goes and leave only then.
        REWRITE,
        /// It returns.
        INSERT,
        /// The migration had inserted it; it goes.
        DELETE,
        /// There is nothing to do.
        DONE,
        /// The row was deleted since.
        GONE,
        /// Another row has its key since.
        TAKEN,
        /// It cannot return.
        ASIDE,
        /// The migration had inserted it, and it stays: it was written since, or others refer to
        /// it.
        STAYS;

        String sql() {
            return Identifiers.literal(name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /// The table as SQL; the rows of a child are a table of their own.
    String live() {
        return (partitioned ? "" : "ONLY ") + Identifiers.dotted(table().path());
    }

    /// As it was called before the migration.
    Address table() {
        return log.table();
    }

    /// The query for the events of the log.
    String events() {
        return log.events(vault);
    }

    /// The working table.
    String work() {
        return vault.sql("back_" + log.last().capture().id());
    }

    boolean keyed() {
        return !key.isEmpty();
    }

    /// The log's column with the value before.
    String logBefore(Column column) {
        return Identifiers.quote(Kept.before(kept.columns(), name(column)));
    }

    /// The log's column with the value after.
    String logAfter(Column column) {
        return Identifiers.quote(Kept.after(kept.columns(), name(column)));
    }

    /// The value before, of the type that the table has.
    String before(Column column) {
        return before(column, column.type(), held(column, "k." + logBefore(column)));
    }

    /// The text of the value before.
    String textBefore(Column column) {
        return before(column, "text", text(column, "k." + logBefore(column)));
    }

    private String before(Column column, String type, String plain) {
        return conversions.kept(
                log.last(),
                column.address(),
                name -> Kept.before(kept.columns(), name),
                type,
                plain);
    }

    /// The value after, of the type that the table has.
    String after(Column column) {
        return held(column, "k." + logAfter(column));
    }

    /// A value of the log, of the type that the table has.
    private String held(Column column, String value) {
        return isUnsure(column)
                ? "%s(%s)".formatted(fit(column), value)
                : Casts.to(value, logged(column), column.type());
    }

    private @Nullable String logged(Column column) {
        return log.last().type(Kept.after(kept.columns(), name(column)));
    }

    /// Whether the log may have values that the table cannot hold.
    private boolean isUnsure(Column column) {
        return converted.contains(column) && !column.type().equals(logged(column));
    }

    private String fit(Column column) {
        return vault.sql(
                "fit_%d_%d".formatted(log.last().capture().id(), columns.indexOf(column) + 1));
    }

    /// Functions of the vault that tell what a value of the log is in the table: NULL when the
    /// table cannot hold it, as nothing is left of it there, either.
    List<Statement> fits() {
        return columns.stream().filter(this::isUnsure).map(this::made).toList();
    }

    /// Takes them away.
    List<Statement> fitsGone() {
        return columns.stream()
                .filter(this::isUnsure)
                .map(column -> new Statement("DROP FUNCTION " + fit(column)))
                .toList();
    }

    /// An assignment refuses what is too long, where a written cast cuts it.
    private Statement made(Column column) {
        boolean cuts = column.type().matches("(character|bit).*\\(.*");
        String body =
                """

                DECLARE backout_value %s;
                BEGIN
                    backout_value := %s;
                    RETURN backout_value;
                EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                    RETURN NULL;
                END
                """
                        .formatted(column.type(), cuts ? "$1" : "$1::" + column.type());
        return Statement.of(
                "CREATE FUNCTION %s(%s) RETURNS %s LANGUAGE plpgsql STABLE AS %s",
                fit(column),
                String.valueOf(logged(column)),
                column.type(),
                Identifiers.literal(body));
    }

    /// The working table's column with the live value.
    String was(Column column) {
        return "l_" + (columns.indexOf(column) + 1);
    }

    /// The working table's column with the value to be.
    String becomes(Column column) {
        return "f_" + (columns.indexOf(column) + 1);
    }

    /// Whether the migration changed the value.
    String changed(Column column) {
        return "NOT " + same("k." + logBefore(column), "k." + logAfter(column));
    }

    /// Whether the value is going to be another.
    String moves(Column column) {
        return "NOT " + same("k." + was(column), "k." + becomes(column));
    }

    /// Whether two values of one type are the same to the letter: `1.10` is not `1.1`.
    static String same(String one, String other) {
        return "pg_catalog.record_image_eq(ROW(%s), ROW(%s))".formatted(one, other);
    }

    /// Whether a live value is the one after: the table may not be able to hold that one any more.
    String isAfter(Column column, String live) {
        if (ofUser(column)) {
            String kept = "k." + logAfter(column);
            return "%s IS NOT DISTINCT FROM %s"
                    .formatted(
                            letters(live),
                            isUnsure(column) ? letters(after(column)) : kept + "::text");
        }
        return same(live, after(column));
    }

    /// What a row becomes: a value that is still as the migration left it is what it was before.
    ///
    /// @param live the value that is live
    /// @param preferKept whether it is so in any case
    String wanted(Column column, String live, boolean preferKept) {
        String untouched = preferKept ? "" : " AND " + isAfter(column, live);
        return "CASE WHEN k.backout_what = 'D' OR k.backout_what = 'U' AND %s%s THEN %s ELSE %s END"
                .formatted(altered(column), untouched, before(column), live);
    }

    /// A conversion finds what is kept of a value by the key of its row, which the migration may
    /// have changed after that.
    private String altered(Column column) {
        String changed = changed(column);
        return keyed() && conversions.has(column.address())
                ? "(%s OR %s)".formatted(changed, list(key, " OR ", this::changed))
                : changed;
    }

    /// A value after an event of another log of this table, as this log would have it; null where
    /// that cannot be said.
    ///
    /// @param row the alias of the other one's working table
    @Nullable String asLogged(Column column, WrittenTable other, String row) {
        String value = row + "." + other.logAfter(column);
        return String.valueOf(logged(column)).equals(other.logged(column))
                ? value
                : asLogged(column, other.held(column, value));
    }

    /// A value of the table as the log would have it, or null where that cannot be said.
    @Nullable String asLogged(Column column, String live) {
        if (ofUser(column)) {
            return letters(live);
        }
        return column.type().equals(logged(column)) ? live : null;
    }

    /// The value after, as a row's text has it.
    String imageAfter(Column column) {
        return ofUser(column) ? "k." + logAfter(column) : after(column);
    }

    /// Whether the type is one that a user made: the log has its texts.
    private static boolean ofUser(Column column) {
        return column.type().contains(".");
    }

    /// The text of a value as the log has it.
    private static String letters(String value) {
        return "CASE WHEN pg_catalog.num_nonnulls(%1$s) = 1 THEN pg_catalog.format('%%s', %1$s) END"
                .formatted(value);
    }

    /// Whether a live row has the key of the log: from before for a row that was deleted, else from
    /// after.
    String isKey(Column column) {
        String live = "t." + quoted(column);
        return ofUser(column)
                ? "%s = CASE WHEN k.backout_what = 'D' THEN k.%s::text ELSE k.%s::text END"
                        .formatted(letters(live), logBefore(column), logAfter(column))
                : "%s = CASE WHEN k.backout_what = 'D' THEN %s ELSE %s END"
                        .formatted(live, before(column), after(column));
    }

    /// The text of a value. A cast would leave out the blanks at the end of `character`.
    static String text(Column column, String value) {
        return column.type().matches("(character|bpchar)(\\(.*)?")
                ? "CASE WHEN %1$s IS NOT NULL THEN format('%%s', %1$s) END".formatted(value)
                : value + "::text";
    }

    static String name(Column column) {
        return column.address().name();
    }

    static String quoted(Column column) {
        return Identifiers.quote(name(column));
    }

    /// The columns of these names, or null when the log lacks one.
    @Nullable List<Column> columns(List<String> names) {
        List<Column> found = new ArrayList<>();
        for (String name : names) {
            for (Column column : columns) {
                if (name(column).equals(name)) {
                    found.add(column);
                }
            }
        }
        return found.size() == names.size() && !found.isEmpty() ? found : null;
    }

    /// The columns in order, each as something.
    String each(Function<Column, String> part) {
        return list(columns, ", ", part);
    }

    /// The columns of the key, each as something.
    String eachKey(String between, Function<Column, String> part) {
        return list(key, between, part);
    }

    static String list(List<Column> columns, String between, Function<Column, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(between));
    }
}
