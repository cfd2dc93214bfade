package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Table;

import java.util.ArrayList;
import java.util.List;

/// Tables, partitioned tables, partitions and foreign tables.
public final class TableDdl implements KindDdl<Table> {
    private static final String USING_INDEX = "USING INDEX ";

    private final DdlOptions options;

    TableDdl(DdlOptions options) {
        this.options = options;
    }

    /// Whether CREATE TABLE takes this constraint with it. Foreign keys and constraints that are
    /// not valid are added later; inherited ones come with the parent.
    public static boolean inline(Constraint constraint) {
        return constraint.type() != ConstraintType.FOREIGN_KEY
                && constraint.validated()
                && constraint.enforced()
                && !constraint.inherited();
    }

    /// @param parts columns in physical order; constraints, of which those that are not
    ///   [inline][#inline] are passed over; sequences, of which only those that a column
    ///   [absorbs][Serials#absorbs] are looked at
    @Override
    public List<Statement> create(Table table, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(TableText.create(table, parts)));
        for (DbObject part : parts) {
            if (part instanceof Column column && !inherited(table, column)) {
                statements.addAll(ColumnSettings.afterCreation(column, options.major()));
                statements.addAll(
                        IdentityDdl.afterCreation(column, table.unlogged(), options.major()));
            }
        }
        statements.addAll(rowSecurity(false, false, table));
        if (!table.replicaIdentity().equals("DEFAULT")) {
            statements.addAll(replicaIdentity(table));
        }
        return statements;
    }

    /// Whether a column comes with the parent and is not to be defined again.
    static boolean inherited(Table table, Column column) {
        return column.inherited() || table.partitionOf() != null;
    }

    @Override
    public List<Statement> finish(Table table) {
        List<Statement> statements = new ArrayList<>();
        if (table.replicaIdentity().startsWith(USING_INDEX)) {
            statements.add(alter(table, "REPLICA IDENTITY " + table.replicaIdentity()));
        }
        if (table.clusteredOn() != null) {
            String index = Identifiers.quote(table.clusteredOn());
            statements.add(alter(table, "CLUSTER ON " + index));
        }
        return statements;
    }

    @Override
    public Statement drop(Table table) {
        return new Statement("DROP " + Designation.of(table));
    }

    @Override
    public Alteration alter(Table from, Table to) {
        return new TableAlteration(from, to, options).alteration();
    }

    @Override
    public List<Statement> rename(Table table, Address from, Address to) {
        return NewAddress.of(table.foreign() == null ? "TABLE" : "FOREIGN TABLE", from, to);
    }

    static Statement alter(Table table, String action) {
        return new Statement("ALTER " + Designation.of(table) + " " + action);
    }

    /// The replica identity, unless it names an index, which has to exist first.
    static List<Statement> replicaIdentity(Table table) {
        return table.replicaIdentity().startsWith(USING_INDEX)
                ? List.of()
                : List.of(alter(table, "REPLICA IDENTITY " + table.replicaIdentity()));
    }

    static List<Statement> rowSecurity(boolean enabled, boolean forced, Table to) {
        List<Statement> statements = new ArrayList<>();
        if (enabled != to.rowSecurity()) {
            String verb = to.rowSecurity() ? "ENABLE" : "DISABLE";
            statements.add(alter(to, verb + " ROW LEVEL SECURITY"));
        }
        if (forced != to.forceRowSecurity()) {
            String verb = to.forceRowSecurity() ? "FORCE" : "NO FORCE";
            statements.add(alter(to, verb + " ROW LEVEL SECURITY"));
        }
        return statements;
    }
}
