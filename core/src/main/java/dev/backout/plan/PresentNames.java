package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What tables and columns that will be there after the inverse are called today. Pure.
///
/// @param origins where objects come from
/// @param filled columns for which there is an expression
record PresentNames(Origins origins, Map<Address, String> filled) {
    /// The table as it is called today, or null when it comes back with the inverse.
    @Nullable Address table(Address then) {
        return origins.table(then);
    }

    /// The present names of columns, quoted, or null when one of them comes back with the inverse.
    @Nullable List<String> names(Address then, List<String> columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = name(then, column);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    /// The same for the alias `t`; columns that are going to be filled are left to the run.
    @Nullable List<String> qualified(Address then, List<String> columns) {
        boolean all = columns.stream().allMatch(name -> origins.column(then, name) != null);
        List<String> names = all ? names(then, columns) : null;
        return names == null ? null : names.stream().map(name -> "t." + name).toList();
    }

    /// A column's present name, or the expression that it is going to be filled from.
    @Nullable String name(Address then, String column) {
        Entry now = origins.column(then, column);
        if (now != null) {
            return Identifiers.quote(now.address().name());
        }
        String fill = filled.get(column(then, column));
        return fill == null ? null : "(" + fill + ")";
    }

    static Address column(Address table, String name) {
        return Address.of(ObjectKind.COLUMN, table.first(), table.name(), name);
    }
}
