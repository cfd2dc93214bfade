package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Rebuilding;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Tables to which so many values return that nearly every row of them is written. An UPDATE of ten
/// million rows with two indexes takes ten times as long as writing the table anew: so their rows
/// are joined with what is kept into a copy, the table is emptied and filled from it, and what is
/// built over its rows (indexes, keys, foreign keys from and to it) is built in the end. The table
/// stays the same one, for everything that depends on it.
///
/// Both sides of the join have the key, and are read in its order: a join by hashes takes half as
/// long again, whatever memory it is given. So keys go between the join and the filling, which they
/// would make nearly twice as long.
///
/// All of it is one transaction: when the process dies after any statement of it, the table is what
/// it was.
///
/// @param before the schema from before the migration
/// @param last the tables, by their addresses there, each with the capture that returns last
record Bulk(Snapshot before, Map<Address, Long> last) {
    private static final Set<ObjectKind> BUILT =
            EnumSet.of(ObjectKind.CONSTRAINT, ObjectKind.INDEX);

    /// The server has counted what went into the copy, unless it was told not to.
    private static final String EVERY_ROW =
            """
            SELECT 1 / CASE (SELECT count(*) FROM ONLY %2$s)
                WHEN pg_catalog.pg_stat_get_xact_tuples_inserted(%3$s::regclass) THEN 1
                WHEN (SELECT count(*) FROM %1$s) THEN 1 ELSE 0 END AS every_row_is_in_the_copy\
            """;

    /// Copies the map.
    Bulk {
        last = Map.copyOf(last);
    }

    /// The tables that are written anew.
    Set<Address> tables() {
        return last.keySet();
    }

    /// What is kept of a dropped column has a value for each row, so its rows tell how many rows
    /// the table has, too.
    ///
    /// @param after the schema that the migration led to
    /// @param above how many values are many
    /// @param hiding tables in which something lies hidden: a copy would not have it
    static Bulk of(
            List<Holding> holdings,
            Snapshot before,
            Snapshot after,
            long above,
            Set<Address> hiding) {
        if (holdings.stream().anyMatch(one -> one.kept() instanceof Kept.WrittenRows)) {
            // Rows that return one by one need the keys meanwhile.
            return none(before);
        }
        return new Bulk(
                before,
                holdings.stream()
                        .map(Holding::kept)
                        .filter(kept -> kept instanceof Kept.DroppedColumn && kept.rows() > above)
                        .map(kept -> kept.table().address())
                        .distinct()
                        .filter(table -> holdings.stream().allMatch(one -> fits(one, table)))
                        .filter(table -> simple(table, before, after))
                        .filter(table -> !hides(table, before, after, hiding))
                        .collect(Collectors.toMap(table -> table, table -> last(holdings, table))));
    }

    /// What was destroyed first returns last.
    private static long last(List<Holding> holdings, Address table) {
        return holdings.stream()
                .filter(one -> one.kept().table().address().equals(table))
                .findFirst()
                .orElseThrow()
                .capture()
                .id();
    }

    /// By the name of before, or by that of today.
    private static boolean hides(
            Address table, Snapshot before, Snapshot after, Set<Address> hiding) {
        Entry then = before.find(table);
        Entry now = then == null ? null : after.find(then.id());
        return hiding.contains(table) || (now != null && hiding.contains(now.address()));
    }

    /// No table is written anew.
    static Bulk none(Snapshot before) {
        return new Bulk(before, Map.of());
    }

    private static boolean fits(Holding holding, Address table) {
        return holding.kept() instanceof Kept.DroppedColumn
                || !holding.kept().table().address().equals(table);
    }

    /// Whether a table can be emptied and filled by itself: it was there all the time, and neither
    /// partitions, parents, children nor rules share its rows.
    private static boolean simple(Address address, Snapshot before, Snapshot after) {
        Entry entry = before.find(address);
        if (entry == null
                || !(entry.object() instanceof Table table)
                || after.find(entry.id()) == null
                || table.partitionKey() != null
                || table.partitionOf() != null
                || !table.inherits().isEmpty()
                || table.ofType() != null
                || table.foreign() != null
                || table.forceRowSecurity()
                || table.unlogged()
                || table.clusteredOn() != null
                || table.replicaIdentity().startsWith("USING")) {
            return false;
        }
        return before.entries().stream()
                .noneMatch(other ->
                        (other.object() instanceof Table child
                                        && child.inherits().contains(address))
                                || (other.address().kind() == ObjectKind.RULE
                                        && other.address().table().equals(address)));
    }

    /// The plain indexes and foreign keys of these tables, as far as nothing else depends on them.
    Set<CatalogId> built() {
        Set<CatalogId> built = new HashSet<>();
        for (Entry entry : before.entries()) {
            if (isOver(entry)) {
                Set<CatalogId> all =
                        new HashSet<>(before.dependencies().dependents(Set.of(entry.id())));
                all.add(entry.id());
                if (all.stream().allMatch(this::isBuilt)) {
                    built.addAll(all);
                }
            }
        }
        return built;
    }

    private boolean isOver(Entry entry) {
        return switch (entry.object()) {
            case Index index ->
                    tables().contains(index.table()) && index.valid() && !index.unique();
            case Constraint constraint ->
                    constraint.type() == ConstraintType.FOREIGN_KEY
                            && !constraint.inherited()
                            && (tables().contains(constraint.address().table())
                                    || (constraint.references() != null
                                            && tables().contains(constraint.references())));
            default -> false;
        };
    }

    private boolean isBuilt(CatalogId id) {
        Entry entry = before.find(id);
        return entry == null || BUILT.contains(entry.address().kind());
    }

    /// What a plan says of it.
    static String note(Address table) {
        return "%s is written anew in one go, since so many values return: nobody reads or writes it"
                        .formatted(table.text())
                + " meanwhile, and a transaction at REPEATABLE READ that began before and looks at"
                + " it for the first time afterwards sees no rows";
    }

    /// The statements that write a table anew, with one column out of the vault.
    ///
    /// @param column as it was
    /// @param kept its value in the vault, as SQL
    /// @param condition for which rows it returns, or an empty text
    /// @param ready the schema that the statements run in
    List<Statement> statements(
            Vault vault,
            Pairing pairing,
            Column column,
            String kept,
            String condition,
            Snapshot ready) {
        List<String> columns = columns(pairing.table(), ready);
        String live = Identifiers.dotted(pairing.table().path());
        String copy = vault.sql("rebuilt_%d".formatted(pairing.holding().capture().id()));
        String own = Identifiers.quote(column.address().name());
        String found = "k." + Identifiers.quote(pairing.key().getFirst()) + " IS NOT NULL";
        String selected =
                columns.stream()
                        .map(name ->
                                name.equals(own)
                                        ? "CASE WHEN %s%s THEN %s ELSE t.%s END AS %s"
                                                .formatted(found, condition, kept, own, own)
                                        : "t." + name)
                        .collect(Collectors.joining(", "));
        String list = String.join(", ", columns);
        List<Statement> statements = new ArrayList<>();
        statements.add(
                new Statement(
                        """
                        CREATE UNLOGGED TABLE %s AS
                        SELECT %s
                        FROM ONLY %s t
                        LEFT JOIN %s k ON %s\
                        """
                                .formatted(
                                        copy,
                                        selected,
                                        live,
                                        vault.sql(pairing.holding().kept().place()),
                                        pairing.condition())));
        statements.add(new Statement(EVERY_ROW.formatted(copy, live, Identifiers.literal(copy))));
        if (Objects.equals(last.get(pairing.table()), pairing.holding().capture().id())) {
            statements.addAll(withoutKeys(pairing.table(), ready));
        }
        statements.add(new Statement(Rebuilding.truncate(pairing.table())));
        statements.add(
                new Statement(
                        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE\nSELECT %s FROM %s"
                                .formatted(live, list, list, copy)));
        statements.add(new Statement("DROP TABLE " + copy));
        return statements;
    }

    /// Keys that nothing needs by now; what comes after the rows brings them back.
    private static List<Statement> withoutKeys(Address table, Snapshot ready) {
        List<Statement> statements = new ArrayList<>();
        for (Entry entry : ready.entries()) {
            if (isKey(entry, table)
                    && ready.dependencies().dependents(Set.of(entry.id())).isEmpty()) {
                statements.add(new Statement(drop(entry.address(), table)));
            }
        }
        return statements;
    }

    private static boolean isKey(Entry entry, Address table) {
        return switch (entry.object()) {
            case Index index -> index.table().equals(table) && index.unique() && index.valid();
            case Constraint key ->
                    (key.type() == ConstraintType.PRIMARY_KEY
                                    || key.type() == ConstraintType.UNIQUE)
                            && key.address().table().equals(table);
            default -> false;
        };
    }

    private static String drop(Address key, Address table) {
        return key.kind() == ObjectKind.INDEX
                ? "DROP INDEX " + Identifiers.dotted(key.path())
                : "ALTER TABLE %s DROP CONSTRAINT %s"
                        .formatted(Identifiers.dotted(table.path()), Identifiers.quote(key.name()));
    }

    /// Quoted names, without columns that are computed.
    private static List<String> columns(Address table, Snapshot ready) {
        for (Unit unit : ready.units().values()) {
            if (unit.entries().getFirst().address().equals(table)) {
                return unit.entries().stream()
                        .map(Entry::object)
                        .filter(Column.class::isInstance)
                        .map(Column.class::cast)
                        .filter(column -> column.generation() == Generation.NONE)
                        .map(column -> Identifiers.quote(column.address().name()))
                        .toList();
            }
        }
        throw new IllegalStateException("the table is there: " + table);
    }
}
