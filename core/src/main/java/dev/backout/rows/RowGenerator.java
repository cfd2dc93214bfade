package dev.backout.rows;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes up a few rows for tables of a schema, for errors that need rows. Pure: it gives the text
/// that inserts them.
///
/// The first row has a value in every column, the next one takes defaults, the last one has nothing
/// where nothing is needed. No sequence is advanced: what counts gets large numbers.
public final class RowGenerator {
    /// How many rows a table gets.
    static final int ROWS = 3;

    private static final int MOST_TABLES = 100;

    private final Snapshot schema;
    private final SampleValues values;
    private final PartitionBounds bounds;

    /// A generator for the tables of one schema.
    public RowGenerator(Snapshot schema) {
        this.schema = schema;
        this.values = new SampleValues(schema);
        this.bounds = new PartitionBounds(schema);
    }

    /// Rows for tables, and for those that they cannot do without.
    ///
    /// @param except tables that are to get none
    public GeneratedRows rows(Collection<Address> tables, Set<Address> except) {
        List<TableParts> ordered = FillOrder.of(schema, tables, except, MOST_TABLES);
        Set<Address> filled = new HashSet<>();
        List<GeneratedRows.Filling> fillings = new ArrayList<>();
        for (TableParts parts : ordered) {
            filled.add(parts.table().address());
            List<String> single = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                rows.add(constants(parts, row, filled));
                single.add(insert(parts, constants(parts, row, Set.of())));
            }
            fillings.add(
                    new GeneratedRows.Filling(
                            parts.table().address(),
                            insert(parts, String.join(",\n", rows)),
                            single));
        }
        return new GeneratedRows(fillings);
    }

    /// The same rows as SQL expressions by column, for statements of other forms: the tables in the
    /// order in which they are filled. A column that is left to the server has none.
    ///
    /// @param tables tables to fill; those that they cannot do without come along
    public SequencedMap<Address, List<SequencedMap<String, String>>> values(
            Collection<Address> tables) {
        SequencedMap<Address, List<SequencedMap<String, String>>> values = new LinkedHashMap<>();
        for (TableParts parts : FillOrder.of(schema, tables, Set.of(), MOST_TABLES)) {
            Address table = parts.table().address();
            Set<Address> filled = new HashSet<>(values.keySet());
            filled.add(table);
            List<SequencedMap<String, String>> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                rows.add(given(parts, row, filled));
            }
            values.put(table, rows);
        }
        return values;
    }

    private static String insert(TableParts parts, String rows) {
        String names =
                written(parts)
                        .map(column -> Identifiers.quote(column.address().name()))
                        .collect(Collectors.joining(", "));
        String table = Identifiers.dotted(parts.table().address().path());
        return names.isEmpty()
                ? "INSERT INTO %s DEFAULT VALUES".formatted(table)
                : "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES %s"
                        .formatted(table, names, rows);
    }

    /// @param filled tables that have the same rows as this one: their keys are known
    private String constants(TableParts parts, int row, Set<Address> filled) {
        Map<String, String> given = given(parts, row, filled);
        return written(parts)
                .map(column -> given.getOrDefault(column.address().name(), "DEFAULT"))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private SequencedMap<String, String> given(TableParts parts, int row, Set<Address> filled) {
        Map<String, String> routing = bounds.values(parts.table(), row);
        SequencedMap<String, String> given = new LinkedHashMap<>();
        written(parts)
                .forEach(column -> {
                    String name = column.address().name();
                    String value = routing.get(name);
                    if (value == null) {
                        value = value(parts, column, row, filled);
                    }
                    if (value != null) {
                        given.put(name, value);
                    }
                });
        return given;
    }

    private static Stream<Column> written(TableParts parts) {
        return parts.columns().stream().filter(column -> column.generation() == Generation.NONE);
    }

    /// An SQL expression, or null when the column is left to the server.
    private @Nullable String value(TableParts parts, Column column, int row, Set<Address> filled) {
        if (leftOut(parts, column, row)) {
            return null;
        }
        String name = column.address().name();
        ForeignKey foreignKey = parts.foreignKey(name);
        boolean key = foreignKey != null || parts.keys().contains(name) || counts(column);
        List<String> allowed = parts.allowed().get(name);
        String text =
                allowed == null
                        ? values.text(column.type(), row, key)
                        : allowed.get(row % allowed.size());
        boolean required = column.notNull() != null && column.defaultExpression() == null;
        String constant =
                text != null ? Identifiers.literal(text) : required ? "'row" + row + "'" : null;
        return foreignKey == null || filled.contains(foreignKey.table())
                ? constant
                : referring(parts, foreignKey, name, constant, row);
    }

    private static boolean leftOut(TableParts parts, Column column, int row) {
        if (counts(column) || parts.keys().contains(column.address().name())) {
            return false;
        }
        boolean none = column.notNull() == null;
        return row == 0 ? false : column.defaultExpression() != null || (row == ROWS - 1 && none);
    }

    /// Whether the server would take a number from a sequence.
    private static boolean counts(Column column) {
        String otherwise = column.defaultExpression();
        return column.identity() != null || (otherwise != null && otherwise.contains("nextval("));
    }

    /// The key of a row that is there. In a circle it is not there yet, and has what this row has.
    private static @Nullable String referring(
            TableParts parts,
            ForeignKey foreignKey,
            String column,
            @Nullable String constant,
            int row) {
        String target = foreignKey.targets().get(foreignKey.columns().indexOf(column));
        boolean self = foreignKey.table().equals(parts.table().address());
        boolean required = parts.requires(foreignKey);
        String there =
                "(SELECT %s FROM %s OFFSET %d LIMIT 1)"
                        .formatted(target, Identifiers.dotted(foreignKey.table().path()), row);
        return self
                ? required ? constant : null
                : required && constant != null
                        ? "COALESCE(%s, %s)".formatted(there, constant)
                        : there;
    }
}
