package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.vault.Holding;

/// What the vault holds and an inverse brings back.
///
/// @param holding in the vault
/// @param object the table or column that it belongs to, as it was called before the migration
/// @param converted which rows of the table as it is now (`t`) get the kept value by the conversion
///   of the column itself, as SQL; empty when none do
/// @param place the vault's table that holds it, as SQL
/// @param unkept which rows of the table as it is now (`t`) the vault holds nothing of, as SQL;
///   empty when that does not matter
/// @param conflicts counts, on the database as it is before the way back, what was written anew
///   since and is not what is kept; empty when nothing can be, or nothing tells
/// @param staying which rows of the vault's table (`k`) return and are not set aside because what
///   they refer to is gone, as SQL; empty when all do
/// @param moves whether the table of the vault comes back as it is; otherwise what it holds is
///   copied
public record Returning(
        Holding holding,
        Address object,
        String converted,
        String place,
        String unkept,
        String conflicts,
        String staying,
        boolean moves) {}
