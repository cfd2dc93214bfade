package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Constraints of tables, NOT NULL excepted. Inherited ones come and go with the parent's.
final class ConstraintDdl implements KindDdl<Constraint> {
    private static final int LINE = 100;

    private final DdlOptions options;

    ConstraintDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    public List<Statement> create(Constraint constraint, List<DbObject> parts) {
        if (constraint.inherited()) {
            return List.of();
        }
        String add = "ADD " + ConstraintText.definition(constraint);
        if (!constraint.enforced()) {
            return List.of(addition(constraint, add)); // NOT ENFORCED is in the definition
        }
        if (constraint.validated() && !validatesApart(constraint)) {
            return List.of(addition(constraint, add));
        }
        Statement unchecked = addition(constraint, add + " NOT VALID");
        return constraint.validated()
                ? List.of(unchecked, validate(constraint))
                : List.of(unchecked);
    }

    private boolean validatesApart(Constraint constraint) {
        boolean possible =
                constraint.type() == ConstraintType.FOREIGN_KEY
                        || constraint.type() == ConstraintType.CHECK;
        return possible && options.bigTables().contains(constraint.address().table());
    }

    @Override
    public Statement drop(Constraint constraint) {
        return onTable(constraint, "DROP CONSTRAINT " + name(constraint));
    }

    @Override
    public Alteration alter(Constraint from, Constraint to) {
        if (from.type() != to.type() || !from.columns().equals(to.columns())) {
            return new Alteration.Recreate();
        }
        List<Statement> statements = new ArrayList<>();
        if (!from.definition().equals(to.definition())) {
            if (!timingCanChange(from, to)) {
                return new Alteration.Recreate();
            }
            statements.add(alterTiming(from, to));
        }
        if (from.enforced() != to.enforced()) {
            return Alteration.InPlace.of(statements); // ENFORCED validates, NOT ENFORCED forgets
        }
        if (from.validated() && !to.validated()) {
            return new Alteration.Recreate();
        }
        if (!from.validated() && to.validated() && isValidatedByName(to)) {
            statements.add(validate(to));
        }
        statements.addAll(index(from, to));
        return Alteration.InPlace.of(statements);
    }

    /// A foreign key of a partition is validated with that of its partitioned table.
    private static boolean isValidatedByName(Constraint constraint) {
        return !constraint.inherited() || constraint.type() == ConstraintType.CHECK;
    }

    private static Statement alterTiming(Constraint from, Constraint to) {
        String enforcement =
                from.enforced() == to.enforced()
                        ? ""
                        : to.enforced() ? " ENFORCED" : " NOT ENFORCED";
        String timing = ConstraintText.timing(to.definition());
        boolean sameTiming = timing.equals(ConstraintText.timing(from.definition()));
        return onTable(
                to, "ALTER CONSTRAINT " + name(to) + (sameTiming ? "" : timing) + enforcement);
    }

    private static boolean timingCanChange(Constraint from, Constraint to) {
        return to.type() == ConstraintType.FOREIGN_KEY
                && !to.inherited()
                && ConstraintText.withoutTiming(from.definition())
                        .equals(ConstraintText.withoutTiming(to.definition()));
    }

    /// The index behind the constraint has its name and lives in the table's schema.
    private static List<Statement> index(Constraint from, Constraint to) {
        List<String> path = List.of(to.address().first(), to.address().name());
        String prefix = "ALTER INDEX " + Identifiers.dotted(path);
        List<Statement> statements =
                new ArrayList<>(Parameters.change(prefix, from.indexOptions(), to.indexOptions()));
        if (!Objects.equals(from.tablespace(), to.tablespace())) {
            String space = to.tablespace() == null ? "pg_default" : to.tablespace();
            statements.add(new Statement(prefix + " SET TABLESPACE " + Identifiers.quote(space)));
        }
        return statements;
    }

    @Override
    public List<Statement> rename(Constraint constraint, Address from, Address to) {
        return List.of(
                Statement.of(
                        "ALTER TABLE %s RENAME CONSTRAINT %s TO %s",
                        Designation.name(to.table()),
                        Identifiers.quote(from.name()),
                        Identifiers.quote(to.name())));
    }

    private static Statement validate(Constraint constraint) {
        return onTable(constraint, "VALIDATE CONSTRAINT " + name(constraint));
    }

    private static Statement onTable(Constraint constraint, String action) {
        String table = Designation.name(constraint.address().table());
        return new Statement("ALTER TABLE " + table + " " + action);
    }

    private static Statement addition(Constraint constraint, String action) {
        String table = Designation.name(constraint.address().table());
        String onOneLine = "ALTER TABLE " + table + " " + action;
        return new Statement(
                onOneLine.length() <= LINE
                        ? onOneLine
                        : "ALTER TABLE " + table + "\n    " + action);
    }

    private static String name(Constraint constraint) {
        return Identifiers.quote(constraint.address().name());
    }
}
