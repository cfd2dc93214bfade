package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Columns that are converted on a way back, and whose rows a migration wrote, too. Pure.
///
/// @param holdings what returns
/// @param before the schema that the way leads to
/// @param after the schema in which it begins, of the same database
record OpenColumns(List<Holding> holdings, Snapshot before, Snapshot after) {
    /// Those of them that are NOT NULL and can be open for a while, as they are called when the way
    /// begins.
    SortedSet<Address> columns() {
        SortedSet<Address> open = new TreeSet<>();
        Names names = new Names(before, after);
        Vacancy vacancy = new Vacancy(after);
        for (Holding holding : holdings) {
            Address table = names.table(holding);
            if (table != null && holding.kept() instanceof Kept.WrittenRows) {
                for (Column column : names.columns(table)) {
                    Column now = names.today(column.address());
                    if (now != null
                            && now.notNull() != null
                            && isConverted(now, after, column, before)
                            && vacancy.in(now)) {
                        open.add(now.address());
                    }
                }
            }
        }
        return open;
    }

    /// Whether a column has another type, or another form of its enum.
    static boolean isConverted(Column one, Snapshot schema, Column other, Snapshot otherSchema) {
        return !one.type().equals(other.type())
                || !labels(schema, one.type()).equals(labels(otherSchema, other.type()));
    }

    private static List<String> labels(Snapshot schema, String type) {
        return schema.entries().stream()
                .map(Entry::object)
                .filter(EnumType.class::isInstance)
                .map(EnumType.class::cast)
                .filter(one -> isOf(type, Identifiers.dotted(one.address().path())))
                .flatMap(one -> one.labels().stream())
                .map(EnumLabel::text)
                .toList();
    }

    private static boolean isOf(String type, String name) {
        return type.equals(name) || type.equals(name + "[]");
    }
}
