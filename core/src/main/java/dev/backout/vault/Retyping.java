package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A column that gets another type, or that is computed anew: kept is what the reverse conversion
/// would not give back to the letter.
///
/// @param connection in the caller's transaction, with the [FixedSettings]
/// @param id the number of the capture
/// @param table the table before
/// @param column the column before
/// @param key what tells rows apart before and after; may be empty
/// @param candidates the vault's table with all values before
record Retyping(
        Connection connection,
        Vault vault,
        long id,
        LiveTable table,
        LiveColumn column,
        List<LiveColumn> key,
        String candidates) {
    private static final Pattern LENGTH =
            Pattern.compile("(?:character|bit)(?: varying)?\\((\\d+)\\)");
    private static final String AFTER = ", null::pg_catalog.text as " + Kept.AFTER;

    /// Keeps all values that there are, before the statement.
    static Retyping prepare(
            Connection connection,
            Vault vault,
            long id,
            LiveTable table,
            LiveColumn column,
            List<LiveColumn> key)
            throws SQLException {
        String candidates = vault.place(vault.nextId(connection), table.address());
        new Copies(connection, vault).values(candidates, table, column, key, "", "", List.of());
        return new Retyping(connection, vault, id, table, column, key, candidates);
    }

    /// Keeps nothing, since the rows were not written anew.
    static Kept untouched(
            Copies copies, long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String place = copies.vault().place(id, table.address());
        copies.values(place, table, column, key, AFTER, " where false", key);
        return kept(table, column, key, place, 0);
    }

    /// Keeps all rows, for lack of a key to find them by afterwards.
    static Kept whole(Copies copies, long id, LiveTable table, LiveColumn column)
            throws SQLException {
        String place = copies.vault().place(id, table.address());
        long rows = copies.values(place, table, column, List.of(), AFTER, "", List.of());
        return kept(table, column, List.of(), place, rows);
    }

    /// Keeps what does not survive there and back, as the server's own casts convert it. They can
    /// be tried before the statement.
    ///
    /// @param to the type that the column gets, as SQL
    /// @throws SQLException when a value, or every value, has no way back
    static Kept byCast(
            Copies copies,
            long id,
            LiveTable table,
            LiveColumn column,
            List<LiveColumn> key,
            String to)
            throws SQLException {
        String place = copies.vault().place(id, table.address());
        String there = "%s::%s".formatted(column.sql(), to);
        long rows =
                copies.values(
                        place,
                        table,
                        column,
                        key,
                        ", %s as %s".formatted(LiveColumn.text(there), Kept.AFTER),
                        where(there, column.typeText(), column.sql()),
                        key);
        return kept(table, column, key, place, rows);
    }

    /// After the statement: keeps those values that the default cast, or the way through text, does
    /// not give back; all of them when there is no such way.
    ///
    /// @param now the table as it is now
    Kept settle(LiveTable now) throws SQLException {
        String value = "l." + now.column(column.number()).sql();
        String back = column.typeText();
        String place = vault.place(id, table.address());
        Copies copies = new Copies(connection, vault);
        long[] rows = new long[1];
        List<String> ways =
                List.of(
                        where(value, back, "k." + Kept.VALUE),
                        where(value + "::pg_catalog.text", back, "k." + Kept.VALUE),
                        "");
        for (String way : ways) {
            if (Attempted.works(
                    connection,
                    () ->
                            rows[0] =
                                    EveryRow.of(
                                            connection,
                                            now,
                                            () ->
                                                    copies.select(
                                                            place,
                                                            selected(now, value, way),
                                                            key)))) {
                break;
            }
        }
        Sql.execute(connection, "drop table " + vault.sql(candidates));
        return kept(table, column, key, place, rows[0]);
    }

    /// Which values do not come back: a written cast gives another one, or the conversion refuses
    /// what the cast would cut.
    private static String where(String value, String back, String kept) {
        String differ = differ("%s::%s".formatted(value, back), kept);
        Matcher length = LENGTH.matcher(back);
        if (!length.matches()) {
            return " where " + differ;
        }
        boolean exact = back.startsWith("bit(");
        return " where (%s or pg_catalog.char_length(pg_catalog.rtrim(%s::pg_catalog.text)) %s %s)"
                .formatted(differ, value, exact ? "<>" : ">", length.group(1));
    }

    /// Columns can have collations that do not compare; bytes do.
    private static String differ(String one, String other) {
        return "(%s) collate \"C\" is distinct from (%s) collate \"C\""
                .formatted(LiveColumn.text(one), LiveColumn.text(other));
    }

    private String selected(LiveTable now, String value, String where) {
        String columns =
                Stream.concat(key.stream().map(LiveColumn::name), Stream.of(Kept.VALUE))
                        .map(name -> "k." + Identifiers.quote(name))
                        .collect(Collectors.joining(", "));
        String on =
                key.stream()
                        .map(part ->
                                "k.%s = %s"
                                        .formatted(
                                                part.sql(),
                                                now.column(part.number()).expression("l.")))
                        .collect(Collectors.joining(" and "));
        return "%s, %s as %s from %s k left join %s l on %s%s"
                .formatted(
                        columns,
                        LiveColumn.text(value),
                        Kept.AFTER,
                        vault.sql(candidates),
                        now.source(),
                        on,
                        where);
    }

    private static Kept kept(
            LiveTable table, LiveColumn column, List<LiveColumn> key, String place, long rows) {
        return new Kept.RetypedColumn(table.ref(), column.ref(), Copies.names(key), place, rows);
    }
}
