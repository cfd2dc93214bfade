package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ViewColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Materialized views. What they hold can be computed again, so that they may be dropped.
final class MaterializedViewDdl implements KindDdl<MaterializedView> {
    private final DdlOptions options;

    MaterializedViewDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    public List<Statement> create(MaterializedView view, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        String method = view.accessMethod();
        String tablespace = view.tablespace();
        statements.add(
                new Statement(
                        "CREATE MATERIALIZED VIEW "
                                + Designation.name(view.address())
                                + (method == null ? "" : " USING " + Identifiers.quote(method))
                                + Parameters.with(view.options())
                                + (tablespace == null
                                        ? ""
                                        : " TABLESPACE " + Identifiers.quote(tablespace))
                                + " AS\n"
                                + Clauses.withoutSemicolon(view.definition())
                                + (view.populated() ? "" : "\nWITH NO DATA")));
        for (ViewColumn column : view.columns()) {
            statements.addAll(settings(view, List.of(), column));
        }
        return statements;
    }

    @Override
    public Statement drop(MaterializedView view) {
        return new Statement("DROP MATERIALIZED VIEW " + Designation.name(view.address()));
    }

    @Override
    public Alteration alter(MaterializedView from, MaterializedView to) {
        boolean otherMethod = !Objects.equals(from.accessMethod(), to.accessMethod());
        if (!from.definition().equals(to.definition())
                || from.columns().size() != to.columns().size()
                || !ViewDdl.isPrefix(from.columns(), to.columns())
                || otherMethod && options.major() < 15) {
            return new Alteration.Recreate();
        }
        List<Statement> statements = new ArrayList<>();
        if (otherMethod) {
            String method = to.accessMethod() == null ? "heap" : to.accessMethod();
            statements.add(alter(to, "SET ACCESS METHOD " + Identifiers.quote(method)));
        }
        if (!Objects.equals(from.tablespace(), to.tablespace())) {
            String space = to.tablespace() == null ? "pg_default" : to.tablespace();
            statements.add(alter(to, "SET TABLESPACE " + Identifiers.quote(space)));
        }
        statements.addAll(Parameters.change(prefix(to), from.options(), to.options()));
        for (int i = 0; i < to.columns().size(); i++) {
            statements.addAll(settings(to, from.columns().get(i).options(), to.columns().get(i)));
        }
        if (from.populated() != to.populated()) {
            statements.add(
                    new Statement(
                            "REFRESH MATERIALIZED VIEW "
                                    + Designation.name(to.address())
                                    + (to.populated() ? "" : " WITH NO DATA")));
        }
        return Alteration.InPlace.of(statements);
    }

    private static List<Statement> settings(
            MaterializedView view, List<String> from, ViewColumn to) {
        String prefix = prefix(view) + " ALTER COLUMN " + Identifiers.quote(to.name());
        return ViewColumnSettings.change(prefix, from, to);
    }

    @Override
    public List<Statement> rename(MaterializedView view, Address from, Address to) {
        return NewAddress.of("MATERIALIZED VIEW", from, to);
    }

    private static Statement alter(MaterializedView view, String action) {
        return new Statement(prefix(view) + " " + action);
    }

    private static String prefix(MaterializedView view) {
        return "ALTER MATERIALIZED VIEW " + Designation.name(view.address());
    }
}
