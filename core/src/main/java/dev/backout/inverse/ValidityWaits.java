package dev.backout.inverse;

import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

/// Who waits for whom because of checks that are NOT VALID: a table that is created under a parent
/// that has one gets it as valid, for it has no rows; one that was there before gets it as it is.
final class ValidityWaits {
    private final Snapshot target;
    private final Creates creates;
    private final OperationOrder order;

    ValidityWaits(Snapshot target, Creates creates, OperationOrder order) {
        this.target = target;
        this.creates = creates;
        this.order = order;
    }

    void add() {
        creates.forEach((address, create) -> {
            if (create.entry().object() instanceof Constraint check
                    && check.type() == ConstraintType.CHECK
                    && !check.validated()) {
                children(create.entry(), create);
            }
        });
    }

    private void children(Entry origin, Operation.Create create) {
        target.dependencies().neededBy(origin.id()).stream()
                .map(target::find)
                .filter(entry ->
                        entry != null
                                && entry.object() instanceof Constraint copy
                                && copy.inherited())
                .forEach(entry -> {
                    child((Constraint) entry.object(), create);
                    children(entry, create);
                });
    }

    private void child(Constraint copy, Operation.Create create) {
        Operation.Create table = creates.of(copy.address().table());
        if (table == null) {
            return;
        }
        if (copy.validated()) {
            order.before(create, table);
        } else {
            order.before(table, create);
        }
    }
}
