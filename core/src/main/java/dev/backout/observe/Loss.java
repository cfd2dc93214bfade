package dev.backout.observe;

import dev.backout.schema.Address;

/// Data that the inverse of a migration does not bring back.
///
/// @param object the table, column or sequence, by its name before the migration where it had one
/// @param kind what becomes of it
/// @param why half a sentence: `every row is deleted`
public record Loss(Address object, LossKind kind, String why) {
    /// `column public.users.email: the column is dropped`.
    public String text() {
        return object.title() + ": " + why;
    }
}
