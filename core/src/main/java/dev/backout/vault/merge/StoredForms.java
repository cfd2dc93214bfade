package dev.backout.vault.merge;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.sql.Secrets;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Finds out how an empty table is made that has the form of one in the vault: its columns and
/// their order, defaults, constraints, indexes and sequences, under the names that they have there;
/// and how a column is made that has the form of a hidden one.
///
/// @param vault where the tables lie
/// @param records what the catalog of the live database tells of that schema, and of what is hidden
///   elsewhere
public record StoredForms(Vault vault, Snapshot records) {
    /// The forms of tables that moved into the vault and are still there, by the numbers of their
    /// captures. What a scratch database cannot reproduce is left out, and what holds a secret: a
    /// plan tells of these forms.
    ///
    /// @param holdings some of them may be moved tables
    /// @param empty makes a database without anything; only asked when there are such tables
    public Map<Long, List<Statement>> of(List<Holding> holdings, Ddl ddl, Supplier<Replica> empty) {
        Map<Long, List<Statement>> forms = new HashMap<>();
        for (Holding holding : holdings) {
            if (holding.kept() instanceof Kept.HiddenColumn hidden && holding.now() != null) {
                List<Statement> form = form(holding.now(), holding.capture().id(), hidden, ddl);
                if (!form.isEmpty()) {
                    forms.put(holding.capture().id(), form);
                }
            }
        }
        List<Holding> moved =
                holdings.stream()
                        .filter(one -> one.kept() instanceof Kept.MovedTable)
                        .filter(one -> !units(one).isEmpty())
                        .toList();
        if (moved.isEmpty()) {
            return forms;
        }
        try (Replica replica = empty.get()) {
            replica.run("CREATE SCHEMA %s".formatted(vault.records().sql()));
            replica.refresh();
            for (Holding holding : moved) {
                Set<Address> place = Set.of(place(vault, holding));
                InverseBuilder builder =
                        new InverseBuilder(
                                ddl,
                                statements -> Snapshot.of(replica.apply(statements).tables(place)));
                if (builder.imitate(Snapshot.of(units(holding)), Snapshot.EMPTY)
                                instanceof Inverse.Reversible made
                        && made.statements().stream().noneMatch(one -> Secrets.in(one.sql()))) {
                    forms.put(holding.capture().id(), made.statements());
                }
            }
        }
        return forms;
    }

    /// What makes a hidden column and its indexes, in the place of what is there of them; nothing
    /// when it is not there.
    private List<Statement> form(Address table, long id, Kept.HiddenColumn hidden, Ddl ddl) {
        Address place = TableKey.column(table, hidden.place());
        Entry entry = records.find(place);
        if (entry == null || !(entry.object() instanceof Column column)) {
            return List.of();
        }
        List<Statement> form = new ArrayList<>();
        form.add(
                Statement.of(
                        "ALTER TABLE %s DROP COLUMN IF EXISTS %s",
                        Identifiers.dotted(table.path()), Identifiers.quote(hidden.place())));
        form.addAll(made(column, ddl));
        for (Entry part : records.entries()) {
            if (vault.isHiddenPart(id, part.address().name())) {
                switch (part.object()) {
                    case Index index -> form.addAll(made(index, ddl));
                    case Constraint constraint -> form.addAll(made(constraint, ddl));
                    default -> {}
                }
            }
        }
        return form.stream().anyMatch(one -> Secrets.in(one.sql())) ? List.of() : form;
    }

    private static <T extends DbObject> List<Statement> made(T object, Ddl ddl) {
        List<Statement> made = new ArrayList<>(ddl.of(object).create(object, List.of()));
        made.addAll(ddl.standing().comment(object));
        return made;
    }

    private List<Unit> units(Holding holding) {
        return records.tables(Set.of(place(vault, holding)));
    }

    /// Where it lies.
    static Address place(Vault vault, Holding holding) {
        return Address.of(ObjectKind.TABLE, vault.records().name(), holding.kept().place());
    }
}
