package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The columns of a table that hold something, and what tells its rows apart, at one moment.
///
/// @param table the table
/// @param columns in order, without generated ones
/// @param key the names of the key's columns; none when it has no key
record WatchShape(TableRef table, List<Part> columns, List<String> key) {
    private static final String SHAPES = Resource.text(WatchShape.class, "watched-shapes.sql");

    /// A column.
    ///
    /// @param column its name and type
    /// @param known its name when the migration began, under which it is logged
    /// @param asText whether the vault holds it as text
    record Part(ColumnRef column, String known, boolean asText) {
        /// Its type in the vault.
        String logged() {
            return asText ? "text" : column.type();
        }

        /// Its value in a row, as the vault takes it. A cast to text may be somebody's function,
        /// and it may leave something out; format() asks the type itself.
        String logged(String row) {
            return asText
                    ? "case when num_nonnulls(%1$s) = 1 then format('%%s', %1$s) end"
                            .formatted(of(row))
                    : of(row);
        }

        /// Its value in a row.
        String of(String row) {
            return row + "." + Identifiers.quote(column.name());
        }
    }

    /// Copies the lists.
    WatchShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /// The shapes of those tables that are there, by OID.
    static Map<Long, WatchShape> of(Connection connection, Collection<Long> oids)
            throws SQLException {
        Map<Long, WatchShape> shapes = new HashMap<>();
        Sql.list(
                connection,
                SHAPES,
                row -> shapes.put(row.getLong("oid"), shape(row)),
                oids.stream().map(oid -> Long.toString(oid)).toList());
        return shapes;
    }

    /// The same table without what was dropped before, and lies hidden in it.
    WatchShape unhidden() {
        return new WatchShape(
                table,
                columns.stream().filter(part -> !RecordSchema.isHidden(address(part))).toList(),
                key);
    }

    private Address address(Part part) {
        Address home = table.address();
        return Address.of(ObjectKind.COLUMN, home.first(), home.name(), part.column().name());
    }

    /// The same table as far as it was there before: what the migration adds itself vanishes on the
    /// way back. Columns keep the names that they had then. So does one that the migration has
    /// hidden: only here are its values of rows that go after that.
    WatchShape within(WatchShape first) {
        Map<Integer, String> before = new HashMap<>();
        first.columns.forEach(part -> before.put(part.column().number(), part.known()));
        List<Part> parts = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        for (Part part : columns) {
            String name = before.get(part.column().number());
            if (name != null) {
                parts.add(new Part(part.column(), name, part.asText()));
                known.put(part.column().name(), name);
            }
        }
        return new WatchShape(
                table,
                parts,
                known.keySet().containsAll(key)
                        ? key.stream().map(known::get).toList()
                        : List.of());
    }

    List<String> names() {
        return columns.stream().map(Part::known).toList();
    }

    /// The log's column with a value before, as SQL.
    String before(Part part) {
        return Identifiers.quote(Kept.before(names(), part.known()));
    }

    /// The log's column with a value after, as SQL.
    String after(Part part) {
        return Identifiers.quote(Kept.after(names(), part.known()));
    }

    private static WatchShape shape(ResultSet row) throws SQLException {
        List<String> names = Sql.texts(row, "columns");
        List<String> types = Sql.texts(row, "types");
        List<String> numbers = Sql.texts(row, "numbers");
        List<String> foreign = Sql.texts(row, "as_text");
        return new WatchShape(
                new TableRef(
                        row.getLong("oid"),
                        Address.of(
                                ObjectKind.TABLE,
                                row.getString("nspname"),
                                row.getString("relname"))),
                java.util.stream.IntStream.range(0, names.size())
                        .mapToObj(i ->
                                new Part(
                                        new ColumnRef(
                                                Integer.parseInt(numbers.get(i)),
                                                names.get(i),
                                                types.get(i)),
                                        names.get(i),
                                        foreign.get(i).equals("t")))
                        .toList(),
                Sql.texts(row, "key"));
    }
}
