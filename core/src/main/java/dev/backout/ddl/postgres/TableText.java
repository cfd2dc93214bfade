package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Identifiers;
import dev.backout.schema.PartitionOf;
import dev.backout.schema.Table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// CREATE TABLE.
final class TableText {
    private TableText() {}

    static String create(Table table, List<DbObject> parts) {
        return verb(table)
                + Designation.name(table.address())
                + origin(table)
                + elements(table, parts)
                + bound(table)
                + inherits(table)
                + (table.partitionKey() == null ? "" : " PARTITION BY " + table.partitionKey())
                + server(table)
                + storage(table);
    }

    private static String verb(Table table) {
        if (table.foreign() != null) {
            return "CREATE FOREIGN TABLE ";
        }
        return table.unlogged() ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
    }

    private static String origin(Table table) {
        if (table.partitionOf() != null) {
            return " PARTITION OF " + Designation.name(table.partitionOf().parent());
        }
        return table.ofType() == null ? "" : " OF " + table.ofType();
    }

    private static String elements(Table table, List<DbObject> parts) {
        List<String> lines = new ArrayList<>();
        for (DbObject part : parts) {
            if (part instanceof Column column && !TableDdl.inherited(table, column)) {
                lines.add(
                        table.ofType() == null
                                ? ColumnText.definition(column, parts)
                                : ColumnText.ofType(column));
            }
        }
        parts.stream()
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(TableDdl::inline)
                .sorted(Comparator.comparing(Constraint::type))
                .forEach(constraint -> lines.add(ConstraintText.definition(constraint)));
        lines.removeIf(String::isEmpty);
        return lines.isEmpty()
                ? emptyElements(table)
                : lines.stream().collect(Collectors.joining(",\n    ", " (\n    ", "\n)"));
    }

    /// A partition and a typed table need no parentheses, all others do.
    private static String emptyElements(Table table) {
        return table.partitionOf() != null || table.ofType() != null ? "" : " ()";
    }

    private static String bound(Table table) {
        PartitionOf partition = table.partitionOf();
        return partition == null ? "" : " " + partition.bound();
    }

    private static String inherits(Table table) {
        return table.inherits().isEmpty()
                ? ""
                : table.inherits().stream()
                        .map(Address::path)
                        .map(Identifiers::dotted)
                        .collect(Collectors.joining(", ", " INHERITS (", ")"));
    }

    private static String server(Table table) {
        ForeignSource source = table.foreign();
        return source == null
                ? ""
                : " SERVER "
                        + Identifiers.quote(source.server())
                        + ForeignOptions.clause(source.options());
    }

    private static String storage(Table table) {
        String method = table.accessMethod();
        String tablespace = table.tablespace();
        return (method == null ? "" : " USING " + Identifiers.quote(method))
                + Parameters.with(table.options())
                + (tablespace == null ? "" : " TABLESPACE " + Identifiers.quote(tablespace));
    }
}
