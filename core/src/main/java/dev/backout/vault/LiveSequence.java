package dev.backout.vault;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

/// A sequence of a user.
///
/// @param owner its owner, unquoted
/// @param storage where it counts: a statement that has it begin anew gives it another
record LiveSequence(long oid, String schema, String name, String owner, long storage) {
    TableRef ref() {
        return new TableRef(oid, Address.of(ObjectKind.SEQUENCE, schema, name));
    }

    /// The same in another place.
    LiveSequence at(long other) {
        return new LiveSequence(oid, schema, name, owner, other);
    }

    String sql() {
        return Identifiers.dotted(ref().address().path());
    }
}
