package dev.backout.vault;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A capture as it lies in the vault today.
///
/// @param capture what was put there
/// @param now what its table is called today, or null when there is no such table any more
/// @param columns of the vault's table that holds it
public record Holding(Capture capture, @Nullable Address now, List<ColumnRef> columns) {
    /// Copies the list.
    public Holding {
        columns = List.copyOf(columns);
    }

    /// What is kept.
    public Kept kept() {
        return capture.kept();
    }

    /// The type of a column of the vault's table as SQL, or null when it has no such column.
    public @Nullable String type(String column) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .map(ColumnRef::type)
                .findFirst()
                .orElse(null);
    }
}
