package dev.backout.vault;

import java.time.Instant;
import java.util.List;

/// A column that a migration is going to drop, and that is copied before the migration locks its
/// table. The copy lies in the vault and becomes the migration's capture.
///
/// @param id the number of the capture that it becomes
/// @param migration which is going to drop the column
/// @param table whose column it is, as it was called when the copy was begun
/// @param column as it was then
/// @param key the columns that tell rows apart, by their names then
/// @param shape what the table was like then, as far as the copy depends on it
/// @param fingerprint its files and our triggers on it: when one of them is another, something was
///   written that the copy does not know of
/// @param place the table of the vault, unquoted
/// @param phase how far it is
/// @param position the key up to which rows are copied, as texts; empty at the beginning
/// @param rows how many the copy has
/// @param begun when it was begun
/// @param operator who began it
public record Warming(
        long id,
        String migration,
        TableRef table,
        ColumnRef column,
        List<String> key,
        String shape,
        List<String> fingerprint,
        String place,
        Phase phase,
        List<String> position,
        long rows,
        Instant begun,
        String operator) {
    /// Copies the lists.
    public Warming {
        key = List.copyOf(key);
        fingerprint = List.copyOf(fingerprint);
        position = List.copyOf(position);
    }

    /// How far a copy is.
    public enum Phase {
        /// Rows are copied by their key, batch by batch.
        COPYING,
        /// Everything is copied; what is written since is led after it.
        FOLLOWING;

        /// As the list spells it: `copying`.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What is copied, for people: `public.users.email`.
    public String subject() {
        return dev.backout.schema.Identifiers.dotted(table.address().path())
                + "."
                + dev.backout.schema.Identifiers.quote(column.name());
    }

    /// How far it is, for people.
    public String text() {
        return switch (phase) {
            case COPYING -> "%,d rows so far".formatted(rows);
            case FOLLOWING -> "all %,d rows, triggers note what is written".formatted(rows);
        };
    }

    /// The capture that it becomes.
    Kept.DroppedColumn kept(TableRef now, ColumnRef gone) {
        return new Kept.DroppedColumn(now, gone, key, place, rows);
    }

    Warming copied(List<String> until, long more) {
        return with(phase, until, rows + more);
    }

    Warming following() {
        return with(Phase.FOLLOWING, position, rows);
    }

    Warming followed(long more) {
        return with(phase, position, rows + more);
    }

    private Warming with(Phase then, List<String> until, long all) {
        return new Warming(
                id,
                migration,
                table,
                column,
                key,
                shape,
                fingerprint,
                place,
                then,
                until,
                all,
                begun,
                operator);
    }
}
