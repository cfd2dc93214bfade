package dev.backout.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What must not be kept. Data of such a table or column is given up in the transaction that
/// destroys it, and is never to be found in the vault.
///
/// @param never tables as `public.sessions`, and columns as `public.users.card`; a column takes
///   along whatever holds it: whole rows, and values that it is the key of
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
        if (never.contains(table)) {
            return false;
        }
        return wholeRows(kept)
                ? never.stream().noneMatch(one -> one.startsWith(table + "."))
                : columns(kept).stream().noneMatch(name -> never.contains(table + "." + name));
    }

    /// Without a key the vault holds whole rows, whichever column it is about.
    private static boolean wholeRows(Kept kept) {
        return switch (kept) {
            case Kept.DroppedColumn dropped -> dropped.key().isEmpty();
            case Kept.RetypedColumn retyped -> retyped.key().isEmpty();
            case Kept.MovedTable _, Kept.CopiedTable _, Kept.WrittenRows _ -> false;
        };
    }

    private static List<String> columns(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable moved -> moved.columns();
            case Kept.CopiedTable copied -> copied.columns();
            case Kept.DroppedColumn dropped -> with(dropped.key(), dropped.column());
            case Kept.RetypedColumn retyped -> with(retyped.key(), retyped.column());
            case Kept.WrittenRows written -> written.columns();
        };
    }

    private static List<String> with(List<String> key, ColumnRef column) {
        List<String> columns = new ArrayList<>(key);
        columns.add(column.name());
        return columns;
    }
}
