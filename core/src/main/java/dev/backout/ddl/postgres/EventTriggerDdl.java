package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.EventTrigger;
import dev.backout.schema.Identifiers;
import dev.backout.schema.TriggerState;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Statements for event triggers. An enabled one sees the statements that follow it.
final class EventTriggerDdl implements KindDdl<EventTrigger> {
    @Override
    public List<Statement> create(EventTrigger trigger, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.of(
                        "CREATE %s ON %s%s EXECUTE FUNCTION %s()",
                        Designation.of(trigger),
                        trigger.event(),
                        condition(trigger.tags()),
                        trigger.function()));
        if (trigger.state() != TriggerState.ENABLED) {
            statements.add(state(trigger));
        }
        return statements;
    }

    private static String condition(List<String> tags) {
        return tags.isEmpty()
                ? ""
                : tags.stream()
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", ", " WHEN TAG IN (", ")"));
    }

    private static Statement state(EventTrigger trigger) {
        return Statement.of("ALTER %s %s", Designation.of(trigger), trigger.state().sql());
    }

    @Override
    public Statement drop(EventTrigger trigger) {
        return Statement.of("DROP " + Designation.of(trigger));
    }

    @Override
    public Alteration alter(EventTrigger from, EventTrigger to) {
        if (!from.event().equals(to.event())
                || !from.tags().equals(to.tags())
                || !from.function().equals(to.function())) {
            return new Alteration.Recreate();
        }
        return Alteration.InPlace.of(from.state() == to.state() ? List.of() : List.of(state(to)));
    }

    @Override
    public List<Statement> rename(EventTrigger trigger, Address from, Address to) {
        return NewAddress.of("EVENT TRIGGER", from, to);
    }
}
