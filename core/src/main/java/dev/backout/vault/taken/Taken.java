package dev.backout.vault.taken;

import dev.backout.vault.Capture;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import java.util.List;

/// A capture that is taken out of a backup.
///
/// @param id its number in the live vault
/// @param kept what it keeps, as the live vault will have it
/// @param columns of the table that holds it
/// @param primary the columns of that table's primary key; none when it has none
/// @param returns whether it returns by itself: rows that the migration wrote do not, since nobody
///   can tell what the application wrote before and after
public record Taken(
        long id, Kept kept, List<ColumnRef> columns, List<String> primary, boolean returns) {
    /// Copies the lists.
    public Taken {
        columns = List.copyOf(columns);
        primary = List.copyOf(primary);
    }

    /// As the vault has it once it is loaded.
    ///
    /// @param origin what the vault says of where it comes from
    /// @param number its place among those of the backup, from 1
    public Capture capture(String origin, int number) {
        return new Capture(id, origin, number, kept, Capture.State.KEPT);
    }

    /// Whether what lies in another copy of the same backup is the same.
    public boolean same(Holding other) {
        return other.kept().rows() == kept.rows()
                && other.kept().table().address().equals(kept.table().address())
                && columns.stream()
                        .allMatch(column -> column.type().equals(other.type(column.name())));
    }
}
