package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;

/// Columns. Those that a table has from a parent come and go with the parent's; their alteration
/// says only what the table holds itself (default, NOT NULL, statistics, ...) and belongs after
/// their parent's.
final class ColumnDdl implements KindDdl<Column> {
    private final DdlOptions options;

    ColumnDdl(DdlOptions options) {
        this.options = options;
    }

    /// @param parts the sequence that the column absorbs, see [Serials#absorbs]; else empty
    @Override
    public List<Statement> create(Column column, List<DbObject> parts) {
        if (column.inherited()) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        String definition = ColumnText.definition(column, parts);
        statements.add(onTable(column, "ADD COLUMN " + definition));
        statements.addAll(ColumnSettings.afterCreation(column, options.major()));
        statements.addAll(IdentityDdl.afterCreation(column, false, options.major()));
        return statements;
    }

    @Override
    public Statement drop(Column column) {
        return onTable(column, "DROP COLUMN " + Identifiers.quote(column.address().name()));
    }

    @Override
    public Alteration alter(Column from, Column to) {
        return new ColumnAlteration(from, to, options).alteration();
    }

    @Override
    public List<Statement> rename(Column column, Address from, Address to) {
        return List.of(
                Statement.of(
                        "ALTER TABLE %s RENAME COLUMN %s TO %s",
                        Designation.name(to.table()),
                        Identifiers.quote(from.name()),
                        Identifiers.quote(to.name())));
    }

    /// `ALTER TABLE schema.table action`.
    static Statement onTable(Column column, String action) {
        String table = Designation.name(column.address().table());
        return new Statement("ALTER TABLE " + table + " " + action);
    }

    /// `ALTER TABLE schema.table ALTER COLUMN column action`.
    static Statement onColumn(Column column, String action) {
        String name = Identifiers.quote(column.address().name());
        return onTable(column, "ALTER COLUMN " + name + " " + action);
    }
}
