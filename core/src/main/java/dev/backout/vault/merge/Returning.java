package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.vault.Holding;

/// What the vault holds and an inverse brings back.
///
/// @param holding in the vault
/// @param object the table or column that it belongs to, as it was called before the migration
/// @param unkept which rows of the table as it is now (`t`) the vault holds nothing of, as SQL;
///   empty when that does not matter
public record Returning(Holding holding, Address object, String unkept) {}
