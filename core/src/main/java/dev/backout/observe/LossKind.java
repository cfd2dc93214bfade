package dev.backout.observe;

import java.util.Locale;

/// The ways in which an inverse that restores the schema does not restore data.
public enum LossKind {
    /// Rows of a table that was dropped.
    DROPPED_TABLE,
    /// Values of a column that was dropped.
    DROPPED_COLUMN,
    /// Values that were converted to a type that does not hold them to the letter.
    CONVERTED_VALUES,
    /// All rows of a table.
    TRUNCATED_ROWS,
    /// Some rows of a table.
    DELETED_ROWS,
    /// Values that were overwritten.
    UPDATED_VALUES,
    /// Nothing is gone, but rows that were not there before stay.
    INSERTED_ROWS_REMAIN,
    /// What a sequence had counted to.
    DROPPED_SEQUENCE_STATE;

    /// Whether something that was there is gone.
    public boolean destroys() {
        return this != INSERTED_ROWS_REMAIN;
    }

    /// As reports spell it: `dropped-table`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return text();
    }
}
