package dev.backout.cli;

import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;

import java.util.Locale;

/// What is kept, in words.
final class KeptText {
    private KeptText() {}

    /// `1,204,331 values of public.users.email`.
    static String of(Kept kept) {
        String table = name(kept.table());
        return switch (kept) {
            case Kept.MovedTable moved when moved.rows() == Kept.MovedTable.NOT_COUNTED ->
                    "table %s with its rows".formatted(table);
            case Kept.MovedTable _ -> "table %s with %s".formatted(table, rows(kept));
            case Kept.CopiedTable _ -> "%s of table %s".formatted(rows(kept), table);
            case Kept.DroppedColumn dropped ->
                    "%s of %s".formatted(values(kept), column(table, dropped.column().name()));
            case Kept.RetypedColumn retyped ->
                    "%s of %s, which the new type does not hold"
                            .formatted(values(kept), column(table, retyped.column().name()));
            case Kept.WrittenRows _ ->
                    "%s of %s as they were and as they became".formatted(rows(kept), table);
        };
    }

    private static String rows(Kept kept) {
        return count(kept.rows(), "row");
    }

    private static String values(Kept kept) {
        return count(kept.rows(), "value");
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    static String name(TableRef table) {
        return Identifiers.dotted(table.address().path());
    }

    private static String column(String table, String column) {
        return table + "." + Identifiers.quote(column);
    }
}
