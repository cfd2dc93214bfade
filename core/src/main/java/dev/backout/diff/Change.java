package dev.backout.diff;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;

/// One difference between two snapshots.
public sealed interface Change {
    /// The object that only the later snapshot has.
    record Created(Entry entry) implements Change {}

    /// The object that only the earlier snapshot has.
    record Dropped(Entry entry) implements Change {}

    /// An object that both have, and that differs, in its address or in an attribute.
    ///
    /// @param before the earlier form
    /// @param after the later form, of the same kind
    record Altered(Entry before, Entry after) implements Change {
        /// Whether it has another name of its own, or lives in another schema; a new name of the
        /// table that it is part of does not count.
        public boolean renamed() {
            return !Naming.ownName(before.address()).equals(Naming.ownName(after.address()))
                    || movedSchema(before.object(), after.object());
        }

        private static boolean movedSchema(DbObject before, DbObject after) {
            return Naming.livesInSchema(before.kind())
                    && !before.address().first().equals(after.address().first());
        }
    }

    /// Where the object is now, or was when it is gone.
    default Address address() {
        return switch (this) {
            case Created created -> created.entry().address();
            case Dropped dropped -> dropped.entry().address();
            case Altered altered -> altered.after().address();
        };
    }
}
