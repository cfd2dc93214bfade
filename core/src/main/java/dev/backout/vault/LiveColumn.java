package dev.backout.vault;

import dev.backout.schema.Identifiers;

/// A column as the catalog has it.
///
/// @param number its identity within its table
/// @param name its name, unquoted
/// @param type its type's OID
/// @param modifier length or precision, as the catalog writes it; -1 when there is none
/// @param collation its collation's OID; 0 when the type has none
/// @param generated whether its values follow from other columns
/// @param typeText its type as SQL
record LiveColumn(
        int number,
        String name,
        long type,
        int modifier,
        long collation,
        boolean generated,
        String typeText) {
    /// OIDs below it come with the server (`FirstNormalObjectId`).
    static final long FIRST_USER_OID = 16_384;

    /// Whether the values are of another shape there.
    boolean retypedTo(LiveColumn other) {
        return type != other.type || modifier != other.modifier || collation != other.collation;
    }

    /// Whether the vault holds its values as text, since nothing in the vault may stand in the way
    /// of who drops their type.
    boolean asText() {
        return type >= FIRST_USER_OID;
    }

    /// Its value as the vault takes it.
    String expression() {
        return expression("");
    }

    /// The same of a table with another name in the statement.
    ///
    /// @param alias with its dot
    String expression(String alias) {
        if (asText()) {
            return text(alias + sql());
        }
        return collation >= FIRST_USER_OID
                ? alias + sql() + " collate pg_catalog.\"default\""
                : alias + sql();
    }

    /// A value as text, to the letter. A cast to text may be somebody's function, and leaves
    /// something out even where it comes with the server; format() asks the type itself.
    ///
    /// @param value as SQL
    static String text(String value) {
        return "case when pg_catalog.num_nonnulls(%1$s) = 1 then pg_catalog.format('%%s', %1$s) end"
                .formatted(value);
    }

    /// Its name as SQL.
    String sql() {
        return Identifiers.quote(name);
    }

    ColumnRef ref() {
        return new ColumnRef(number, name, typeText);
    }
}
