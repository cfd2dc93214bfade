package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.View;
import dev.backout.schema.ViewColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Views.
final class ViewDdl implements KindDdl<View> {
    @Override
    public List<Statement> create(View view, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(define("CREATE VIEW ", view));
        for (ViewColumn column : view.columns()) {
            statements.addAll(defaultOf(view, null, column));
        }
        return statements;
    }

    private static Statement define(String create, View view) {
        return new Statement(
                create
                        + Designation.name(view.address())
                        + Parameters.with(view.options())
                        + " AS\n"
                        + Clauses.withoutSemicolon(view.definition()));
    }

    @Override
    public Statement drop(View view) {
        return new Statement("DROP VIEW " + Designation.name(view.address()));
    }

    /// CREATE OR REPLACE keeps columns where they are and may only append some.
    @Override
    public Alteration alter(View from, View to) {
        if (!isPrefix(from.columns(), to.columns())) {
            return new Alteration.Recreate();
        }
        List<Statement> statements = new ArrayList<>();
        if (!from.definition().equals(to.definition())) {
            statements.add(define("CREATE OR REPLACE VIEW ", to));
        } else {
            String prefix = "ALTER VIEW " + Designation.name(to.address());
            statements.addAll(Parameters.change(prefix, from.options(), to.options()));
        }
        for (int i = 0; i < to.columns().size(); i++) {
            ViewColumn old = i < from.columns().size() ? from.columns().get(i) : null;
            statements.addAll(
                    defaultOf(
                            to, old == null ? null : old.defaultExpression(), to.columns().get(i)));
        }
        return Alteration.InPlace.of(statements);
    }

    /// Whether the columns begin with these, by name and type.
    static boolean isPrefix(List<ViewColumn> prefix, List<ViewColumn> columns) {
        if (prefix.size() > columns.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            ViewColumn one = prefix.get(i);
            ViewColumn other = columns.get(i);
            if (!one.name().equals(other.name())
                    || !one.type().equals(other.type())
                    || !Objects.equals(one.collation(), other.collation())) {
                return false;
            }
        }
        return true;
    }

    private static List<Statement> defaultOf(View view, @Nullable String from, ViewColumn to) {
        String expression = to.defaultExpression();
        if (Objects.equals(from, expression)) {
            return List.of();
        }
        return List.of(
                Statement.of(
                        "ALTER VIEW %s ALTER COLUMN %s %s",
                        Designation.name(view.address()),
                        Identifiers.quote(to.name()),
                        expression == null ? "DROP DEFAULT" : "SET DEFAULT " + expression));
    }

    @Override
    public List<Statement> rename(View view, Address from, Address to) {
        return NewAddress.of("VIEW", from, to);
    }
}
