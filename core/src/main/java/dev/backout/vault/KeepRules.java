package dev.backout.vault;

import java.util.List;
import java.util.Set;

/// What must not be kept. Data of such a table or column is given up in the transaction that
/// destroys it, and is never to be found in the vault.
///
/// @param never tables as `public.sessions`, and columns as `public.users.card`; a column takes
///   whole rows of its table along, which hold it
public record KeepRules(Set<String> never) {
    /// Everything may be kept.
    public static final KeepRules ALL = new KeepRules(Set.of());

    /// Copies the set.
    public KeepRules {
        never = Set.copyOf(never);
    }

    /// Whether this may be kept.
    public boolean allow(Kept kept) {
        String table = String.join(".", kept.table().address().path());
        return !never.contains(table)
                && columns(kept).stream().noneMatch(column -> never.contains(table + "." + column));
    }

    private static List<String> columns(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable moved -> moved.columns();
            case Kept.CopiedTable copied -> copied.columns();
            case Kept.DroppedColumn dropped -> List.of(dropped.column().name());
            case Kept.RetypedColumn retyped -> List.of(retyped.column().name());
            case Kept.WrittenRows written -> written.columns();
        };
    }
}
