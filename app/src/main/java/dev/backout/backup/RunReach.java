package dev.backout.backup;

import dev.backout.plan.Plan;
import dev.backout.schema.Address;

import java.util.Set;
import java.util.TreeSet;

/// Which rows a run could destroy.
///
/// @param tables every table that is changed, locked against others, or loses something
/// @param known whether these are all; false when what the run does depends on rows
/// @param destroys whether it takes values away that are there when it begins
public record RunReach(Set<TableName> tables, boolean known, boolean destroys) {
    /// Who holds no more than these writes no rows.
    private static final Set<String> HARMLESS = Set.of("AccessShareLock", "RowShareLock");

    /// Copies the tables.
    public RunReach {
        tables = Set.copyOf(tables);
    }

    /// What a deployment reaches: nobody knows which rows its migrations write.
    public static RunReach ofDeployment() {
        return new RunReach(Set.of(), false, true);
    }

    /// What a plan reaches.
    public static RunReach of(Plan plan) {
        Set<TableName> tables = new TreeSet<>();
        plan.before().forEach(expectation -> add(expectation.address(), tables));
        plan.casualties().forEach(casualty -> add(casualty.object(), tables));
        plan.locks().stream()
                .filter(lock -> !HARMLESS.contains(lock.mode()))
                .forEach(lock -> add(lock.table(), tables));
        boolean known = !plan.data().equals("unknown");
        boolean destroys =
                plan.casualties().stream().anyMatch(one -> !one.since() && one.count() != 0);
        return new RunReach(tables, known, destroys || !known);
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
