package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;

import java.util.ArrayList;
import java.util.List;

/// Triggers. A partition's copies come and go with the partitioned table's trigger; only their
/// state is their own.
final class TriggerDdl implements KindDdl<Trigger> {
    private static final String CREATE = "CREATE TRIGGER ";

    @Override
    public List<Statement> create(Trigger trigger, List<DbObject> parts) {
        if (trigger.inherited()) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(trigger.definition()));
        statements.addAll(state(TriggerState.ENABLED, trigger));
        return statements;
    }

    @Override
    public Statement drop(Trigger trigger) {
        return new Statement("DROP " + Designation.of(trigger));
    }

    @Override
    public Alteration alter(Trigger from, Trigger to) {
        if (to.inherited() || from.definition().equals(to.definition())) {
            return Alteration.InPlace.of(state(from.state(), to));
        }
        if (!from.definition().startsWith(CREATE) || !to.definition().startsWith(CREATE)) {
            return new Alteration.Recreate(); // a constraint trigger cannot be replaced
        }
        List<Statement> statements = new ArrayList<>();
        String rest = to.definition().substring(CREATE.length());
        statements.add(new Statement("CREATE OR REPLACE TRIGGER " + rest));
        statements.addAll(state(TriggerState.ENABLED, to));
        return Alteration.InPlace.of(statements);
    }

    private static List<Statement> state(TriggerState from, Trigger to) {
        return from == to.state()
                ? List.of()
                : List.of(
                        Statement.of(
                                "ALTER TABLE %s %s TRIGGER %s",
                                Designation.name(to.address().table()),
                                to.state().sql(),
                                Identifiers.quote(to.address().name())));
    }

    @Override
    public List<Statement> rename(Trigger trigger, Address from, Address to) {
        return trigger.inherited() ? List.of() : Renaming.onTable("ALTER TRIGGER", from, to);
    }
}
