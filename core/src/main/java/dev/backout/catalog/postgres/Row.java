package dev.backout.catalog.postgres;

import dev.backout.schema.Grant;
import dev.backout.schema.Standing;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The current row of a kind's query, by column names.
final class Row {
    /// Joins the members of a list inside an array; no name or option holds it.
    private static final String SEPARATOR = "\u001F";

    private final ResultSet result;
    private final Grants grants;

    Row(ResultSet result, Grants grants) {
        this.result = result;
        this.grants = grants;
    }

    /// Whether the query selects that column.
    boolean has(String column) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equals(column)) {
                return true;
            }
        }
        return false;
    }

    /// A text that is there. Definitions of what was dropped a moment ago are not: that fails as
    /// the server fails in such cases.
    String text(String column) throws SQLException {
        String text = result.getString(column);
        if (text == null) {
            throw new SQLException("no " + column + ": dropped meanwhile?", "XX000");
        }
        return text;
    }

    /// A text, or null.
    @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    /// A boolean; null is false.
    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    /// A number; null is 0.
    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    /// A number, or null.
    @Nullable Integer integerOrNull(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    /// A number or an OID; null is 0.
    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    /// A `text[]` in its order; null is an empty list. Its elements may be null.
    List<@Nullable String> nullableTexts(String column) throws SQLException {
        Array array = result.getArray(column);
        return array == null
                ? List.of()
                : Collections.unmodifiableList(
                        Arrays.asList((@Nullable String[]) array.getArray()));
    }

    /// A `text[]` without nulls in its order; null is an empty list.
    List<String> texts(String column) throws SQLException {
        Array array = result.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /// The texts that a query joined by U+001F; none of null.
    static List<String> parts(@Nullable String joined) {
        return joined == null || joined.isEmpty()
                ? List.of()
                : Arrays.asList(joined.split(SEPARATOR));
    }

    /// A `text[][]` in its order; null is an empty list. Its texts may be null.
    List<List<@Nullable String>> table(String column) throws SQLException {
        Array array = result.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((@Nullable String[][]) array.getArray())
                        .map(texts -> Collections.unmodifiableList(Arrays.asList(texts)))
                        .toList();
    }

    /// A `text[]` without nulls, sorted; null is an empty list.
    List<String> sortedTexts(String column) throws SQLException {
        return texts(column).stream().sorted().toList();
    }

    /// The columns `owner`, `acl` (of type `text[]`, defaults spelled out) and `comment`.
    Standing standing() throws SQLException {
        String owner = text("owner");
        return new Standing(owner, grants("acl", owner), textOrNull("comment"));
    }

    /// The columns `owner` and `comment`, for kinds that nobody can be granted.
    Standing ownerAndComment() throws SQLException {
        return new Standing(text("owner"), List.of(), textOrNull("comment"));
    }

    /// The column `comment`, for parts.
    Standing comment() throws SQLException {
        return Standing.comment(textOrNull("comment"));
    }

    /// An access control list, as `acl::text[]`; null is an empty list.
    ///
    /// @param owner the object's owner, whose own grants show no grantor
    List<Grant> grants(String column, String owner) throws SQLException {
        return parseGrants(texts(column), owner);
    }

    /// The items of an access control list in their text form.
    List<Grant> parseGrants(List<String> items, String owner) {
        return grants.parse(items, owner);
    }
}
