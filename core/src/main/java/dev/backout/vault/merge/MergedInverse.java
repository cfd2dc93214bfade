package dev.backout.vault.merge;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An inverse by which what the vault holds returns: first tables and columns come back, open to
/// everything, then the rows and values, then what guards them. A table that lies in the vault as
/// it was comes back as it is, and so does a column that lies hidden in its table: the inverse is
/// told that it had been there all the time, under another name, and finds out what else it takes.
/// For one thread.
public final class MergedInverse {
    private final Vault vault;
    private final List<Holding> holdings;
    private final boolean preferKept;
    private final Stored stored;
    private final boolean moves;
    private final long bulkAbove;
    private final long onlineAbove;
    private final List<Address> filled;
    private List<String> notes = List.of();
    private List<Returning> returning = List.of();
    private Later later = Later.NONE;
    private Set<Address> places = Set.of();
    private Map<Address, String> fills = Map.of();
    private SortedSet<Address> opened = new TreeSet<>();

    /// @param holdings what is kept of the migration, in the order of destruction
    /// @param preferKept whether a value that was destroyed wins over one that was written anew
    /// @param bulkAbove a table to which more values return is written anew, where that can be done
    /// @param onlineAbove a column of which more values return gets them after the transaction
    /// @param filled columns for which a person said what rows get of which nothing is kept
    /// @param stored tables of the vault that can come back as they are
    /// @param moves whether they do; otherwise what they hold is copied
    public MergedInverse(
            Vault vault,
            List<Holding> holdings,
            boolean preferKept,
            long bulkAbove,
            long onlineAbove,
            Collection<Address> filled,
            Stored stored,
            boolean moves) {
        this.vault = vault;
        this.holdings = List.copyOf(holdings);
        this.preferKept = preferKept;
        this.bulkAbove = bulkAbove;
        this.onlineAbove = onlineAbove;
        this.filled = List.copyOf(filled);
        this.stored = stored;
        this.moves = moves;
    }

    /// What is kept.
    public List<Holding> holdings() {
        return holdings;
    }

    /// What a replica needs before the migration, so that the statements can be tried.
    ///
    /// @param more what else has to be there
    public String standIns(List<Holding> more) {
        return StandIns.sql(vault, holdings, more, stored);
    }

    /// What a replica needs after the migration: columns that stand in for hidden ones.
    public String hiding() {
        return StandIns.hidden(holdings, stored);
    }

    /// Takes over what rows get that were written since, of columns that are hidden.
    ///
    /// @param wanted expressions by column
    /// @return the columns that it takes over
    public Set<Address> fill(
            Map<Address, String> wanted, Replica replica, Snapshot before, Snapshot after) {
        Map<Address, String> taken = new HashMap<>(wanted);
        taken.keySet()
                .retainAll(
                        hidden(replica, before, after).stream()
                                .map(HiddenBack::column)
                                .collect(Collectors.toSet()));
        fills = Map.copyOf(taken);
        return fills.keySet();
    }

    /// The statements that come before anything else: columns that are converted, and into which a
    /// migration wrote what their old type need not hold, may be empty on the way.
    public List<Statement> open(Snapshot before, Snapshot after) {
        opened = new OpenColumns(holdings, before, after).columns();
        return opened.stream()
                .map(column ->
                        Statement.of(
                                "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL",
                                Identifiers.dotted(column.table().path()),
                                Identifiers.quote(column.name())))
                .toList();
    }

    /// Leads the replica back, as [InverseBuilder#build] does.
    ///
    /// @param replica in the state that `now` describes
    /// @param after the schema that the migration led to
    /// @param now the catalog of the replica: columns may have been added and filled since
    public Inverse build(Ddl ddl, Replica replica, Snapshot before, Snapshot after, Snapshot now) {
        MovedRows moved =
                new MovedRows(
                        vault,
                        stored,
                        moving(replica, before, after),
                        hidden(replica, before, after));
        places =
                Stream.concat(
                                moved.moving().stream().map(MoveBack::place),
                                moved.hidden().stream().flatMap(one -> one.places().stream()))
                        .collect(Collectors.toSet());
        if (places.isEmpty()) {
            return build(ddl, replica, before, before, after, after, now, moved);
        }
        Map<CatalogId, CatalogId> ids = new HashMap<>();
        moved.moving().forEach(one -> ids.putAll(one.ids()));
        moved.hidden().forEach(one -> ids.putAll(one.ids()));
        Snapshot start = replica.reveal(places);
        try {
            return build(
                    ddl,
                    replica,
                    before,
                    before.withIds(ids),
                    after,
                    after.with(List.of(), replica.hidden(places)),
                    start,
                    moved);
        } finally {
            replica.reveal(Set.of());
        }
    }

    private List<MoveBack> moving(Replica replica, Snapshot before, Snapshot after) {
        if (!moves) {
            return List.of();
        }
        return holdings.stream()
                .filter(stored::has)
                .map(one ->
                        MoveBack.of(
                                vault,
                                one,
                                holdings,
                                before,
                                after,
                                replica.hidden(Set.of(StoredForms.place(vault, one)))))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<HiddenBack> hidden(Replica replica, Snapshot before, Snapshot after) {
        if (!moves) {
            return List.of();
        }
        Snapshot ours = replica.ours();
        return holdings.stream()
                .filter(stored::has)
                .map(one -> HiddenBack.of(vault, one, holdings, before, after, ours))
                .filter(Objects::nonNull)
                .toList();
    }

    /// @param target the schema from before, in which the tables of the vault are what they were
    /// @param all the schema after the migration, with the tables of the vault
    private Inverse build(
            Ddl ddl,
            Replica replica,
            Snapshot before,
            Snapshot target,
            Snapshot after,
            Snapshot all,
            Snapshot now,
            MovedRows moved) {
        Bulk bulk =
                places.isEmpty()
                        ? Bulk.of(holdings, before, after, bulkAbove, stored.hiding())
                        : Bulk.none(before);
        List<String> obstacles = merge(before, after, before, moved, bulk).obstacles(holdings);
        if (!obstacles.isEmpty()) {
            return new Inverse.Irreversible(obstacles);
        }
        Conversions conversions = merge(before, after, now, moved, bulk).conversions(holdings);
        try {
            Snapshot start =
                    conversions.before().isEmpty() ? now : replica.apply(conversions.before());
            Inverse open =
                    new InverseBuilder(conversions.of(ddl), replica)
                            .build(given(open(target, before, after, all, bulk), start), start);
            return open instanceof Inverse.Reversible(List<List<Statement>> opening)
                    ? guarded(ddl, replica, before, after, moved, bulk, conversions, opening)
                    : open;
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    /// The schema that rows return into.
    private Snapshot open(
            Snapshot target, Snapshot before, Snapshot after, Snapshot all, Bulk bulk) {
        return new PairingColumns(before, after)
                .in(Guards.without(target, opened(all), bulk, apart(before, after)), holdings);
    }

    private Snapshot opened(Snapshot after) {
        Snapshot open = after;
        for (Address column : opened) {
            Entry now = open.find(column);
            if (now != null && now.object() instanceof Column made) {
                open =
                        open.with(
                                List.of(),
                                List.of(
                                        with(
                                                open.units().get(now.id().whole()),
                                                now,
                                                made.withoutNotNull())));
            }
        }
        return open;
    }

    /// Columns that were dropped and whose values are copied back.
    private Set<Address> apart(Snapshot before, Snapshot after) {
        Names names = new Names(before, after);
        return holdings.stream()
                .filter(one -> one.kept() instanceof Kept.DroppedColumn)
                .filter(one -> names.table(one) != null)
                .map(one -> names.subject(one, Objects.requireNonNull(names.table(one))))
                .collect(Collectors.toSet());
    }

    /// Columns that a person gave a value keep it as their default until the others are there.
    private Snapshot given(Snapshot target, Snapshot start) {
        Snapshot given = target;
        for (Address column : filled) {
            Entry then = target.find(column);
            Entry now = start.find(column);
            if (onlineAbove != Long.MAX_VALUE
                    && then != null
                    && now != null
                    && then.object() instanceof Column wanted
                    && now.object() instanceof Column made) {
                given =
                        given.with(
                                List.of(),
                                List.of(
                                        with(
                                                given.units().get(then.id().whole()),
                                                then,
                                                wanted.withDefault(made.defaultExpression()))));
            }
        }
        return given;
    }

    private static Unit with(@Nullable Unit unit, Entry then, Column column) {
        Unit known = Objects.requireNonNull(unit);
        return new Unit(
                known.root(),
                known.entries().stream()
                        .map(one -> one.equals(then) ? new Entry(one.id(), column) : one)
                        .toList(),
                known.dependencies());
    }

    /// Whether the values of a column return after the transaction.
    ///
    /// @param column as it was called before the migration
    public boolean returnsLater(Address column, Snapshot before, Snapshot after) {
        MovedRows none = new MovedRows(vault, stored, List.of(), List.of());
        return merge(before, after, before, none, Bulk.none(before)).returnsLater(holdings, column);
    }

    private Inverse guarded(
            Ddl ddl,
            Replica replica,
            Snapshot before,
            Snapshot after,
            MovedRows moved,
            Bulk bulk,
            Conversions conversions,
            List<List<Statement>> opening) {
        Snapshot ready = replica.catalog();
        List<String> lost =
                Stream.concat(
                                moved.moving().stream()
                                        .filter(one -> !one.arrived(ready))
                                        .map(MoveBack::table),
                                moved.hidden().stream()
                                        .filter(one -> !one.arrived(ready))
                                        .map(HiddenBack::column))
                        .map(one -> "what is kept does not become " + one.text())
                        .toList();
        if (!lost.isEmpty()) {
            return new Inverse.Irreversible(lost);
        }
        Merge merge = merge(before, after, ready, moved, bulk);
        List<Statement> back =
                new ArrayList<>(merge.statements(holdings, conversions, conversions.done(opening)));
        back.addAll(conversions.after());
        notes = merge.notes();
        returning = merge.returning();
        Inverse rest = new InverseBuilder(ddl, replica).imitate(before, replica.apply(back));
        if (!(rest instanceof Inverse.Reversible(List<List<Statement>> guarding))) {
            return rest;
        }
        later = Later.of(merge.later(), merge.filling(), moved, before, ddl);
        return new Inverse.Reversible(
                Stream.of(List.of(conversions.before()), opening, List.of(back), guarding)
                        .flatMap(List::stream)
                        .filter(stage -> !stage.isEmpty())
                        .toList());
    }

    private Merge merge(
            Snapshot before, Snapshot after, Snapshot ready, MovedRows moved, Bulk bulk) {
        return new Merge(
                vault,
                before,
                after,
                ready,
                preferKept,
                moved,
                bulk,
                fills,
                new Online(onlineAbove, filled, before, after));
    }

    /// What may return, before anything was tried.
    ///
    /// @param before the schema from before the migration
    /// @param after the schema that the migration led to, of the same database
    public List<Returning> candidates(Snapshot before, Snapshot after) {
        MovedRows none = new MovedRows(vault, stored, List.of(), List.of());
        return merge(before, after, before, none, Bulk.none(before)).candidates(holdings);
    }

    /// What returns; known when it is built.
    public List<Returning> returning() {
        return returning;
    }

    /// What does not return by itself, and why; known when it is built.
    public List<String> notes() {
        return notes;
    }

    /// Where what comes back as it is lies until then; known when it is built.
    public Set<Address> places() {
        return places;
    }

    /// What of its statements can wait until others are let in again; known when it is built.
    public Later later() {
        return later;
    }
}
