package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Rule;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Statements that write rows while the application's own triggers and rules keep still: what
/// returns is not something that happens, and `updated_at` does not move.
///
/// @param ready the schema that the statements run in
/// @param written the tables whose rows they write
public record Quiet(Snapshot ready, Set<Address> written, List<Statement> work) {
    /// Copies the collections.
    public Quiet {
        written = Set.copyOf(written);
        work = List.copyOf(work);
    }

    /// The statements, with those around them that still the triggers and rules.
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        List<Trigger> triggers = firing();
        List<Rule> rules = rewriting();
        rules.forEach(rule -> statements.add(alter(rule, TriggerState.DISABLED)));
        triggers.forEach(trigger -> statements.add(alter(trigger, TriggerState.DISABLED)));
        statements.addAll(work);
        if (!triggers.isEmpty()) {
            // A table with pending events refuses to be altered.
            statements.add(new Statement("SET CONSTRAINTS ALL IMMEDIATE"));
        }
        triggers.forEach(trigger -> statements.add(alter(trigger, trigger.state())));
        rules.forEach(rule -> statements.add(alter(rule, rule.state())));
        return statements;
    }

    /// The triggers of the tables that are written.
    private List<Trigger> firing() {
        List<Trigger> triggers = new ArrayList<>();
        for (Unit unit : ready.units().values()) {
            if (unit.entries().getFirst().object() instanceof Table table
                    && written.contains(table.address())) {
                unit.entries().stream()
                        .map(Entry::object)
                        .filter(Trigger.class::isInstance)
                        .map(Trigger.class::cast)
                        .filter(trigger -> !trigger.inherited())
                        .filter(trigger -> trigger.state() != TriggerState.DISABLED)
                        .forEach(triggers::add);
            }
        }
        return triggers;
    }

    /// The rules of the tables that are written.
    private List<Rule> rewriting() {
        return ready.entries().stream()
                .map(Entry::object)
                .filter(Rule.class::isInstance)
                .map(Rule.class::cast)
                .filter(rule -> written.contains(rule.address().table()))
                .filter(rule -> rule.state() != TriggerState.DISABLED)
                .sorted(Comparator.comparing(Rule::address))
                .toList();
    }

    private static Statement alter(Rule rule, TriggerState state) {
        return Statement.of(
                "ALTER TABLE %s %s RULE %s",
                Identifiers.dotted(rule.address().table().path()),
                state.sql(),
                Identifiers.quote(rule.address().name()));
    }

    private static Statement alter(Trigger trigger, TriggerState state) {
        return Statement.of(
                "ALTER TABLE %s %s TRIGGER %s",
                Identifiers.dotted(trigger.address().table().path()),
                state.sql(),
                Identifiers.quote(trigger.address().name()));
    }
}
