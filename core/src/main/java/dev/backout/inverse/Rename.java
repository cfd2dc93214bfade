package dev.backout.inverse;

import dev.backout.diff.Naming;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Trigger;

import org.jspecify.annotations.Nullable;

/// One object that has another name, or lives in another schema, than before. `from` moves on when
/// the object has to evade another one.
final class Rename {
    final DbObject object;
    final Address to;
    Address from;

    private Rename(DbObject object, Address from, Address to) {
        this.object = object;
        this.from = from;
        this.to = to;
    }

    /// The way back of one object, or null when it still has its name.
    static @Nullable Rename of(Entry now, Entry then, Snapshot before, Snapshot current) {
        if (followsParent(now.object()) || Naming.ownName(then.address()).isEmpty()) {
            return null;
        }
        Address from = settled(now.address(), then.address(), before, current);
        return from.equals(then.address()) ? null : new Rename(now.object(), from, then.address());
    }

    /// The present address once everything around the object (its table, its schema, the types of
    /// its arguments) has its earlier name again.
    private static Address settled(Address now, Address then, Snapshot before, Snapshot current) {
        Address named = Naming.named(then, Naming.ownName(now));
        return Naming.livesInSchema(then.kind())
                ? Naming.inSchema(named, schemaBefore(now.first(), before, current))
                : named;
    }

    private static String schemaBefore(String name, Snapshot before, Snapshot current) {
        Entry schema = current.find(Address.of(ObjectKind.SCHEMA, name));
        CatalogId id = schema == null ? null : schema.id();
        Entry then = id == null ? null : before.find(id);
        return then == null ? name : then.address().name();
    }

    /// Whether the server renames it together with its parent's.
    private static boolean followsParent(DbObject object) {
        return switch (object) {
            case Column column -> column.inherited();
            case Constraint constraint -> constraint.inherited();
            case Trigger trigger -> trigger.inherited();
            default -> false;
        };
    }

    /// Whether it moves into another schema with its table, so that its new name comes afterwards.
    boolean followsTable() {
        return object instanceof Index
                || (object instanceof Sequence sequence && sequence.ownedBy() != null);
    }

    boolean isPart() {
        return Naming.isPart(to.kind());
    }
}
