package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Index;

/// What belongs to which table.
public final class Parts {
    private Parts() {}

    /// The table that an object is part of; itself when it is part of none.
    public static Address tableOf(DbObject object) {
        return object instanceof Index index ? index.table() : tableOf(object.address());
    }

    /// The same by the address alone: an index is found with its schema only.
    public static Address tableOf(Address address) {
        return switch (address.kind()) {
            case COLUMN, CONSTRAINT, TRIGGER, RULE, POLICY -> address.table();
            default -> address;
        };
    }
}
