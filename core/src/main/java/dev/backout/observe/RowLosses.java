package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is lost because rows were written.
final class RowLosses {
    private RowLosses() {}

    /// @param known what is lost already, and not to be told twice
    static List<Loss> of(Observation observation, List<Loss> known) {
        Set<Address> lost = known.stream().map(Loss::object).collect(Collectors.toSet());
        List<Loss> losses = new ArrayList<>();
        for (TableWrite write : observation.measures().writes()) {
            if (!lost.contains(write.table())) {
                add(write, lost, losses);
            }
        }
        rewrittenThroughExpressions(observation, lost, losses);
        return losses;
    }

    private static void add(TableWrite write, Set<Address> lost, List<Loss> losses) {
        Address table = write.table();
        if (write.does(Operation.TRUNCATE)) {
            losses.add(new Loss(table, LossKind.TRUNCATED_ROWS, "every row is removed"));
        }
        if (write.does(Operation.DELETE)) {
            losses.add(new Loss(table, LossKind.DELETED_ROWS, "rows are deleted"));
        }
        for (String name : write.columns()) {
            Address column = column(table, name);
            if (!lost.contains(column)) {
                losses.add(new Loss(column, LossKind.UPDATED_VALUES, "its values are overwritten"));
            }
        }
        if (write.told() && write.otherColumns()) {
            losses.add(
                    new Loss(
                            table,
                            LossKind.UPDATED_VALUES,
                            "values are overwritten in columns that the file does not name"));
        }
        if (write.does(Operation.INSERT)) {
            losses.add(
                    new Loss(
                            table,
                            LossKind.INSERTED_ROWS_REMAIN,
                            "rows are inserted, and stay when the schema goes back"));
        }
    }

    /// ALTER COLUMN ... TYPE of the type that it has, through an expression: no catalog changes.
    private static void rewrittenThroughExpressions(
            Observation observation, Set<Address> lost, List<Loss> losses) {
        boolean none = observation.measures().rewritten().isEmpty();
        String name = none ? null : UsingClauses.anyOdd(observation.script());
        if (name == null) {
            return;
        }
        for (Address table : observation.measures().rewritten()) {
            Address column = column(table, name);
            if (table.kind() == ObjectKind.TABLE
                    && MigrationScript.names(observation.script().text(), table.name())
                    && !lost.contains(column)
                    && !lost.contains(table)
                    && observation.retypings().stream().noneMatch(r -> isOf(r, table))) {
                losses.add(
                        new Loss(
                                column,
                                LossKind.CONVERTED_VALUES,
                                "its values go through an expression"));
            }
        }
    }

    private static boolean isOf(Retyping retyping, Address table) {
        return retyping.column().table().equals(table);
    }

    private static Address column(Address table, String name) {
        return Address.of(ObjectKind.COLUMN, table.first(), table.name(), name);
    }
}
