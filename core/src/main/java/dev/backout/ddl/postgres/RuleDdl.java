package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Rule;
import dev.backout.schema.TriggerState;

import java.util.ArrayList;
import java.util.List;

/// Rewrite rules.
final class RuleDdl implements KindDdl<Rule> {
    private static final String CREATE = "CREATE RULE ";

    @Override
    public List<Statement> create(Rule rule, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(Clauses.withoutSemicolon(rule.definition())));
        statements.addAll(state(TriggerState.ENABLED, rule));
        return statements;
    }

    @Override
    public Statement drop(Rule rule) {
        return new Statement("DROP " + Designation.of(rule));
    }

    @Override
    public Alteration alter(Rule from, Rule to) {
        List<Statement> statements = new ArrayList<>();
        if (!from.definition().equals(to.definition())) {
            String definition = Clauses.withoutSemicolon(to.definition());
            statements.add(
                    new Statement(
                            "CREATE OR REPLACE RULE " + definition.substring(CREATE.length())));
        }
        statements.addAll(state(from.state(), to));
        return Alteration.InPlace.of(statements);
    }

    private static List<Statement> state(TriggerState from, Rule to) {
        return from == to.state()
                ? List.of()
                : List.of(
                        Statement.of(
                                "ALTER TABLE %s %s RULE %s",
                                Designation.name(to.address().table()),
                                to.state().sql(),
                                Identifiers.quote(to.address().name())));
    }

    @Override
    public List<Statement> rename(Rule rule, Address from, Address to) {
        return Renaming.onTable("ALTER RULE", from, to);
    }
}
