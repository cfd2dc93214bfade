package dev.backout.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What must not be kept, and what is kept where it is. What must not be kept is given up in the
/// transaction that destroys it, and is never to be found in the vault.
///
/// @param never tables as `public.sessions`, and columns as `public.users.card`; a column takes
///   along whatever holds it: whole rows, and values that it is the key of
/// @param inPlace tables whose columns are hidden when they are dropped, and such columns
/// @param byName tables whose rows nobody writes without naming the columns
/// @param moves whether a dropped table may move into the vault; otherwise it is copied
public record KeepRules(Set<String> never, Set<String> inPlace, Set<String> byName, boolean moves) {
    /// Everything may be kept.
    public static final KeepRules ALL = new KeepRules(Set.of());

    /// Everything is copied, where sequences stood as well.
    public static final KeepRules COPIES = new KeepRules(Set.of(), Set.of(), Set.of(), false);

    /// Copies the sets.
    public KeepRules {
        never = Set.copyOf(never);
        inPlace = Set.copyOf(inPlace);
        byName = Set.copyOf(byName);
    }

    /// Dropped tables may move.
    public KeepRules(Set<String> never, Set<String> inPlace, Set<String> byName) {
        this(never, inPlace, byName, true);
    }

    /// Nothing is kept where it is.
    public KeepRules(Set<String> never) {
        this(never, Set.of(), Set.of());
    }

    /// Whether a column is to be hidden in its table when it is dropped.
    boolean hides(LiveTable table, LiveColumn column) {
        String name = table.schema() + "." + table.name();
        return (inPlace.contains(name) || inPlace.contains(name + "." + column.name()))
                && !never.contains(name)
                && !never.contains(name + "." + column.name());
    }

    /// Whether nobody writes rows of a table by the position of its columns.
    boolean namesColumns(LiveTable table) {
        return byName.contains(table.schema() + "." + table.name());
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
            case Kept.MovedTable _,
                    Kept.CopiedTable _,
                    Kept.HiddenColumn _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    false;
        };
    }

    private static List<String> columns(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable moved -> moved.columns();
            case Kept.CopiedTable copied -> copied.columns();
            case Kept.DroppedColumn dropped -> with(dropped.key(), dropped.column());
            case Kept.HiddenColumn hidden -> List.of(hidden.column().name());
            case Kept.RetypedColumn retyped -> with(retyped.key(), retyped.column());
            case Kept.WrittenRows written -> written.columns();
            case Kept.SequencePosition _ -> List.of();
        };
    }

    private static List<String> with(List<String> key, ColumnRef column) {
        List<String> columns = new ArrayList<>(key);
        columns.add(column.name());
        return columns;
    }
}
