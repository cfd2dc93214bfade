package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The statements that merge what the vault holds with what is live, in a schema that has every
/// table and column of before the migration. For one thread, once.
///
/// What was destroyed last returns first. A row is known by its key; a value that was written anew
/// since stays, and both sides are set aside.
final class Merge {
    private final Vault vault;
    private final Snapshot before;
    private final Snapshot after;
    private final Snapshot ready;
    private final ReturnOrder order;
    private final Conflicts conflicts;
    private final boolean preferKept;
    private final MovedRows moved;
    private final List<Statement> later = new ArrayList<>();
    private final Bulk bulk;
    private final Map<Address, String> fills;
    private final Online online;
    private final List<Fill> filling = new ArrayList<>();
    private final WrittenLogs logs = new WrittenLogs();
    private final List<Returning> returning = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Names names;
    private Conversions conversions = Conversions.none();
    private Map<Address, String> converted = Map.of();
    private List<Holding> all = List.of();
    private Set<Address> dropped = Set.of();

    /// @param before the schema from before the migration
    /// @param after the schema that the migration led to, of the same database
    /// @param ready the schema that the statements run in
    /// @param preferKept whether a value that was destroyed wins over one that was written anew
    /// @param moved the tables that come back as they are, and are there already
    /// @param bulk the tables that are written anew
    /// @param fills what rows get that were written while a column was hidden
    /// @param online what returns afterwards
    Merge(
            Vault vault,
            Snapshot before,
            Snapshot after,
            Snapshot ready,
            boolean preferKept,
            MovedRows moved,
            Bulk bulk,
            Map<Address, String> fills,
            Online online) {
        this.vault = vault;
        this.before = before;
        this.after = after;
        this.names = new Names(before, after);
        this.ready = ready;
        this.preferKept = preferKept;
        this.moved = moved;
        this.bulk = bulk;
        this.fills = Map.copyOf(fills);
        this.online = online;
        this.order = new ReturnOrder(new References(before));
        this.conflicts = new Conflicts(vault, before, after);
    }

    /// The statements.
    ///
    /// @param holdings in the order of destruction
    /// @param conversions what was kept of values that were converted
    /// @param converted columns that got their values when their types were converted; see
    ///   [Returning#converted]
    List<Statement> statements(
            List<Holding> holdings, Conversions conversions, Map<Address, String> converted) {
        this.all = List.copyOf(holdings);
        this.conversions = conversions;
        this.converted = Map.copyOf(converted);
        dropped =
                holdings.stream()
                        .filter(one ->
                                one.kept() instanceof Kept.DroppedColumn
                                        || one.kept() instanceof Kept.HiddenColumn)
                        .filter(one -> names.table(one) != null)
                        .map(one -> names.subject(one, Objects.requireNonNull(names.table(one))))
                        .collect(Collectors.toSet());
        List<Statement> statements = new ArrayList<>();
        Set<Address> written = new HashSet<>();
        for (Holding holding : order.of(rows(holdings), names::table)) {
            Address table = names.table(holding);
            if (!(holding.kept() instanceof Kept.WrittenRows)) {
                statements.addAll(logs.lead(rowsBack()));
            }
            String without = null;
            if (table == null) {
                without = "its table is not what it was";
            } else if (holding.columns().isEmpty()) {
                without = "that table is gone";
            } else {
                List<Statement> own = new ArrayList<>();
                without = back(holding, table, own);
                if (without == null) {
                    returning.add(
                            returning(
                                    holding,
                                    table,
                                    unkept(holding, table),
                                    moved.has(holding)
                                            ? ""
                                            : conflicts.query(holding, table, holdings),
                                    staying(holding, table)));
                    // Rows that were written return with those of other tables, behind these.
                    boolean withOthers = holding.kept() instanceof Kept.WrittenRows;
                    if (!isLater(holding) && (withOthers || !own.isEmpty())) {
                        written.add(table);
                    }
                    statements.addAll(own);
                }
            }
            if (without != null) {
                notes.add(
                        "what %s keeps of %s does not return by itself: %s"
                                .formatted(
                                        place(holding),
                                        holding.kept().table().address().text(),
                                        without));
            }
        }
        statements.addAll(logs.end(rowsBack()));
        List<Statement> quiet = new ArrayList<>(new Quiet(ready, written, statements).statements());
        quiet.addAll(positions(holdings));
        return quiet;
    }

    private static List<Holding> rows(List<Holding> holdings) {
        return holdings.stream()
                .filter(one -> !(one.kept() instanceof Kept.SequencePosition))
                .toList();
    }

    /// Sequences go on where they stood, whatever the rows that returned made of them.
    private List<Statement> positions(List<Holding> holdings) {
        List<Statement> statements = new ArrayList<>();
        SequencePositions sequences = SequencePositions.of(ready);
        for (Holding holding : holdings) {
            if (holding.kept() instanceof Kept.SequencePosition kept) {
                Address sequence = names.sequence(holding);
                List<Statement> back = sequences.back(sequence, vault.sql(kept.place()));
                if (back.isEmpty()) {
                    notes.add(
                            "where %s stood does not return: it was no sequence before the migration"
                                    .formatted(sequence.text()));
                } else {
                    statements.addAll(back);
                    returning.add(returning(holding, sequence, "", "", ""));
                }
            }
        }
        return statements;
    }

    /// What may return, the first first: of tables that are there.
    List<Returning> candidates(List<Holding> holdings) {
        List<Returning> candidates = new ArrayList<>();
        for (Holding holding : holdings) {
            Address table = names.table(holding);
            if (table != null && !holding.columns().isEmpty()) {
                candidates.add(returning(holding, table, "", "", ""));
            }
        }
        return candidates;
    }

    /// How columns that are converted get their values.
    Conversions conversions(List<Holding> holdings) {
        return Conversions.of(vault, holdings, names, !preferKept);
    }

    private String place(Holding holding) {
        String place = holding.kept().place();
        return holding.kept() instanceof Kept.HiddenColumn
                ? "column " + Identifiers.quote(place)
                : "table %s of the vault".formatted(vault.sql(place));
    }

    private Returning returning(
            Holding holding, Address table, String unkept, String conflicting, String staying) {
        Address subject = names.subject(holding, table);
        return new Returning(
                holding,
                subject,
                converted.getOrDefault(subject, ""),
                vault.sql(holding.kept().place()),
                unkept,
                conflicting,
                staying,
                moved.has(holding));
    }

    /// What returns, the last first.
    List<Returning> returning() {
        return List.copyOf(returning);
    }

    /// Those of the statements that can wait until others are let in again.
    List<Statement> later() {
        return List.copyOf(later);
    }

    /// What returns afterwards, in batches; its statements are among the others.
    List<Fill> filling() {
        return List.copyOf(filling);
    }

    /// What comes back as it is takes no time.
    private boolean isLater(Holding holding) {
        return online.has(holding)
                && !moved.has(holding)
                && !(holding.kept() instanceof Kept.HiddenColumn);
    }

    /// Whether the values of a column return afterwards.
    boolean returnsLater(List<Holding> holdings, Address column) {
        return holdings.stream()
                .filter(this::isLater)
                .anyMatch(one -> {
                    Address table = names.table(one);
                    return table != null && names.subject(one, table).equals(column);
                });
    }

    /// Why something cannot return afterwards that should; empty when all of it can.
    List<String> obstacles(List<Holding> holdings) {
        List<String> obstacles = new ArrayList<>();
        for (Holding holding : holdings) {
            Address table = names.table(holding);
            if (isLater(holding) && table != null && !holding.columns().isEmpty()) {
                String obstacle = obstacle(holding, holdings, table);
                if (obstacle != null) {
                    obstacles.add("%s: %s".formatted(holding.kept().text(), obstacle));
                }
            }
        }
        return obstacles;
    }

    private @Nullable String obstacle(Holding holding, List<Holding> all, Address table) {
        Pairing pairing =
                holding.kept() instanceof Kept.DroppedColumn kept
                        ? pairing(holding, kept.key(), table)
                        : null;
        return online.obstacle(holding, all, table, pairing);
    }

    /// What does not, and why.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// @return why it cannot return, or null
    private @Nullable String back(Holding holding, Address table, List<Statement> out) {
        return switch (holding.kept()) {
            case Kept.DroppedColumn kept -> {
                Pairing pairing = pairing(holding, kept.key(), table);
                Column column = names.column(table, kept.column().name());
                if (column == null) {
                    yield "there was no such column before the migration";
                }
                if (pairing == null) {
                    yield "nothing tells its rows apart";
                }
                if (isLater(holding)) {
                    filled(new FillSql(vault, pairing, column), values(pairing), out);
                    yield null;
                }
                if (bulk.tables().contains(table)) {
                    notes.add(Bulk.note(table));
                }
                out.addAll(values(pairing).dropped(column, names.isLive(column.address())));
                yield null;
            }
            case Kept.HiddenColumn kept -> {
                Column column = names.column(table, kept.column().name());
                HiddenBack back = moved.hidden(holding);
                if (column == null || back == null) {
                    yield "it lies in its table as %s, and cannot get its name back"
                            .formatted(kept.place());
                }
                hidden(back, table, column, out);
                yield null;
            }
            // All values come back by the conversion; a type of theirs may be gone by then.
            case Kept.RetypedColumn kept when kept.rows() == 0 -> null;
            case Kept.RetypedColumn kept -> {
                Pairing pairing = pairing(holding, kept.key(), table);
                Column column = names.column(table, names.then(holding, kept.column().name()));
                Column now = column == null ? null : names.today(column.address());
                if (column != null && now == null && conversions.has(column.address())) {
                    // They came with the values, or the rows, that were taken away after that.
                    yield null;
                }
                if (column == null || now == null) {
                    yield "the column is not what it was";
                }
                if (pairing == null) {
                    yield "nothing tells its rows apart";
                }
                out.addAll(
                        converted.containsKey(column.address())
                                ? values(pairing).converted(column)
                                : values(pairing).retyped(column, now));
                yield null;
            }
            case Kept.MovedTable _ when moved.has(holding) -> {
                moved(holding, table, out);
                yield null;
            }
            case Kept.MovedTable kept -> rows(holding, table, kept.columns(), out);
            case Kept.CopiedTable kept -> rows(holding, table, kept.columns(), out);
            case Kept.SequencePosition _ -> "it is a sequence";
            case Kept.WrittenRows _ -> {
                WrittenLog log = new WrittenLog(holding, table);
                String obstacle = rowsBack().obstacle(log);
                if (obstacle == null) {
                    out.addAll(logs.add(log, rowsBack()));
                }
                yield obstacle;
            }
        };
    }

    private void filled(FillSql sql, ValuesBack values, List<Statement> out) {
        Fill fill = sql.fill(values);
        filling.add(fill);
        out.addAll(sql.begin());
        fill.batch().forEach(one -> out.add(new Statement(one)));
        fill.end().forEach(one -> out.add(new Statement(one)));
    }

    private RowsBack rowsBack() {
        return new RowsBack(vault, before, after, ready, preferKept, conversions);
    }

    private ValuesBack values(Pairing pairing) {
        return new ValuesBack(
                vault,
                pairing,
                new References(before),
                new Images(vault, after, ready),
                preferKept,
                bulk,
                ready,
                conversions);
    }

    /// Its values are there.
    private void hidden(HiddenBack back, Address table, Column column, List<Statement> out) {
        for (Statement statement :
                new HiddenValues(vault, before, fills.get(column.address()))
                        .statements(back, table, column)) {
            out.add(statement);
            if (moved.waits(back.holding(), table, before)) {
                later.add(statement);
            }
        }
    }

    /// Its rows are there; those go that cannot stay.
    private void moved(Holding holding, Address table, List<Statement> out) {
        List<Column> columns = names.columns(table, ((Kept.MovedTable) holding.kept()).columns());
        List<Constraint> keys = order.settled(holding, table);
        EarlierValues earlier = EarlierValues.until(holding, all, names, vault);
        List<Statement> own = new ArrayList<>();
        if (earlier != null) {
            own.addAll(moved.earlier(table, columns, keys, earlier));
        }
        Statement aside = moved.aside(holding, table, columns, keys, before);
        if (aside != null) {
            own.add(aside);
        }
        out.addAll(own);
        if (moved.waits(holding, table, before)) {
            later.addAll(own);
        }
    }

    private @Nullable String rows(
            Holding holding, Address table, List<String> kept, List<Statement> out) {
        if (isRenamed(holding, table, kept)) {
            return "columns of it had other names before the migration";
        }
        List<Column> columns = names.columns(table, kept);
        if (columns.isEmpty()) {
            return "none of its columns was there before the migration";
        }
        List<String> key = TableKey.of(table, before);
        RowsReturned back =
                new RowsReturned(
                        vault,
                        holding,
                        table,
                        columns,
                        order.settled(holding, table),
                        before,
                        ready,
                        new Images(vault, after, ready),
                        preferKept,
                        LastWrites.since(holding, all, names, vault),
                        EarlierValues.until(holding, all, names, vault),
                        conversions);
        if (!names.isLive(table)) {
            out.addAll(back.intoEmpty(key));
            return null;
        }
        Pairing pairing = Pairing.of(holding, key, UnaryOperator.identity(), table, ready);
        if (pairing == null) {
            return "nothing tells its rows apart from those that are live";
        }
        List<Column> returning =
                columns.stream().filter(column -> !names.isLive(column.address())).toList();
        out.addAll(back.beside(pairing, returning));
        return null;
    }

    private @Nullable Pairing pairing(Holding holding, List<String> key, Address table) {
        return Pairing.of(holding, key, name -> names.then(holding, name), table, ready);
    }

    /// Whether a column may have come under another name: the vault has one that was not there
    /// before, and not one that was and that nothing else keeps.
    private boolean isRenamed(Holding holding, Address table, List<String> kept) {
        return kept.stream().anyMatch(name -> !names.then(holding, name).equals(name))
                || kept.stream().anyMatch(name -> names.column(table, name) == null)
                        && names.columns(table).stream()
                                .anyMatch(column ->
                                        !kept.contains(column.address().name())
                                                && !dropped.contains(column.address()));
    }

    /// For a column that comes back: rows that are younger than what is kept.
    private String unkept(Holding holding, Address table) {
        if (holding.kept() instanceof Kept.HiddenColumn hidden) {
            return "t.%s IS NULL".formatted(Identifiers.quote(hidden.place()));
        }
        Pairing pairing =
                holding.kept() instanceof Kept.DroppedColumn kept
                        ? Pairing.of(
                                holding,
                                kept.key(),
                                name -> names.today(holding, table, name),
                                Objects.requireNonNullElse(holding.now(), table),
                                after)
                        : null;
        return pairing == null
                ? ""
                : "NOT EXISTS (SELECT 1 FROM %s k WHERE %s)"
                        .formatted(vault.sql(holding.kept().place()), pairing.condition());
    }

    /// For a table that comes back: its rows but for those that refer to what is gone.
    private String staying(Holding holding, Address table) {
        return switch (holding.kept()) {
            case Kept.MovedTable _, Kept.CopiedTable _ ->
                    order.settled(holding, table).stream()
                            .filter(key ->
                                    key.references() != null && names.isLive(key.references()))
                            .map(key -> References.found(key, name -> kept(holding, table, name)))
                            .collect(Collectors.joining(" AND "));
            case Kept.DroppedColumn _,
                    Kept.HiddenColumn _,
                    Kept.RetypedColumn _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    "";
        };
    }

    private String kept(Holding holding, Address table, String name) {
        String quoted = "k." + Identifiers.quote(name);
        Column column = names.column(table, name);
        return column == null ? quoted : Casts.to(quoted, holding.type(name), column.type());
    }
}
