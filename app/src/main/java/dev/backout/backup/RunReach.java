package dev.backout.backup;

import dev.backout.plan.Plan;
import dev.backout.schema.Address;

import java.util.Set;
import java.util.TreeSet;

/// Which rows a run could destroy.
///
/// @param tables every table that is changed, locked against others, or loses something
/// @param known whether these are all; false when what the run does depends on rows
public record RunReach(Set<TableName> tables, boolean known) {
    /// Who holds no more than these writes no rows.
    private static final Set<String> HARMLESS = Set.of("AccessShareLock", "RowShareLock");

    /// Copies the tables.
    public RunReach {
        tables = Set.copyOf(tables);
    }

    /// What a plan reaches.
    public static RunReach of(Plan plan) {
        Set<TableName> tables = new TreeSet<>();
        plan.before().forEach(expectation -> add(expectation.address(), tables));
        plan.casualties().forEach(casualty -> add(casualty.object(), tables));
        plan.locks().stream()
                .filter(lock -> !HARMLESS.contains(lock.mode()))
                .forEach(lock -> add(lock.table(), tables));
        return new RunReach(tables, !plan.data().equals("unknown"));
    }

    private static void add(Address address, Set<TableName> tables) {
        switch (address.kind()) {
            case TABLE, COLUMN, CONSTRAINT, TRIGGER, RULE, POLICY -> {
                if (address.path().size() > 1) {
                    tables.add(TableName.of(address));
                }
            }
            default -> {}
        }
    }
}
