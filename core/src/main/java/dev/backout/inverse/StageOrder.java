package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Turns a [Stage] into statements, in an order in which every one of them runs.
final class StageOrder {
    private StageOrder() {}

    /// Foreign keys that go with their table are dropped by name only when tables that refer to
    /// each other could not be ordered otherwise.
    static StagePlan order(Stage stage, Snapshot current, Snapshot target, Ddl ddl) {
        Creates creates = new Creates(stage, ddl);
        StagePlan plan =
                order(stage, current, target, new Drops(stage, current, ddl, false), creates);
        return plan instanceof StagePlan.Blocked
                ? order(stage, current, target, new Drops(stage, current, ddl, true), creates)
                : plan;
    }

    private static StagePlan order(
            Stage stage, Snapshot current, Snapshot target, Drops drops, Creates creates) {
        List<Operation> operations = new ArrayList<>();
        drops.operations().stream().distinct().forEach(operations::add);
        creates.operations().stream().distinct().forEach(operations::add);
        operations.addAll(stage.alters());
        OperationOrder order = new OperationOrder(operations);
        new DependencyWaits(stage, current, target, drops, creates, order).add();
        new NameWaits(stage, drops, creates, order).add();
        new ValidityWaits(target, creates, order).add();
        List<Operation> sorted = order.sorted();
        if (sorted.size() < operations.size()) {
            return new StagePlan.Blocked(
                    List.of("no order satisfies the dependencies of " + order.stuck(sorted)));
        }
        return new StagePlan.Ready(
                Stream.concat(sorted.stream(), finishing(stage, creates))
                        .flatMap(operation -> operation.toStatements().stream())
                        .toList());
    }

    private static Stream<Operation> finishing(Stage stage, Creates creates) {
        return Stream.concat(creates.finishes(), stage.finishes().stream())
                .sorted(Comparator.comparing(Operation::address));
    }
}
