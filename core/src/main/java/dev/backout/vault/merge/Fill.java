package dev.backout.vault.merge;

import dev.backout.schema.Address;

import java.util.List;

/// Values of a column that return after the transaction, batch by batch in the order of the key,
/// each batch a transaction of its own, while others read and write.
///
/// Where a batch begins and ends stands in settings of its transaction, [#FROM] and [#UPTO] with
/// the number of the key's column behind them; how far it is, in the one row of the table
/// [#progress].
///
/// @param column as it was called before the migration
/// @param capture the number of what is kept
/// @param rows how many values the vault has
/// @param place the table of the vault that has them, as SQL
/// @param progress the table that says how far it is, as SQL
/// @param missed the sequence that moves when a write to the column could not be noted, as SQL
/// @param key what tells rows apart there, in order
/// @param batch what is run for each batch, without semicolons
/// @param end what is run when all of them are done
public record Fill(
        Address column,
        long capture,
        long rows,
        String place,
        String progress,
        String missed,
        List<Key> key,
        List<String> batch,
        List<String> end) {
    /// The setting with the first key of a batch.
    public static final String FROM = "backout.from_";

    /// The setting with the last key of a batch.
    public static final String UPTO = "backout.upto_";

    /// The setting that says that the writer is us.
    public static final String FILLING = "backout.filling";

    /// Copies the lists.
    public Fill {
        key = List.copyOf(key);
        batch = List.copyOf(batch);
        end = List.copyOf(end);
    }

    /// A column of the key.
    ///
    /// @param name as SQL
    /// @param type as SQL
    public record Key(String name, String type) {}
}
