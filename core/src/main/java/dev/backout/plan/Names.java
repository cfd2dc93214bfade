package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.merge.Returning;
import dev.backout.vault.merge.TableKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What objects are called between migrations that are undone one after the other. Immutable.
///
/// @param states the catalog before each of the migrations and after the last, of one database
record Names(List<Snapshot> states) {
    Names {
        states = List.copyOf(states);
    }

    Snapshot first() {
        return states.getFirst();
    }

    /// A holding as if the history had ended there: its table was called otherwise.
    ///
    /// @param state which of the states
    Holding then(Holding holding, int state) {
        Address now = holding.now();
        return now == null
                ? holding
                : new Holding(
                        holding.capture(),
                        followed(now, states.getLast(), states.get(state)),
                        holding.columns());
    }

    /// What returns in a layer, by the names from before all of them. What it asks of a table that
    /// has other columns by now cannot be asked.
    ///
    /// @param layer which one, from 0, the oldest
    Returning now(Returning one, int layer) {
        Address first = followed(one.object(), states.get(layer), first());
        boolean newest = layer == states.size() - 2;
        boolean same = newest || isSame(one.object().table(), states.get(layer + 1));
        return new Returning(
                one.holding(),
                first == null ? one.object() : first,
                same ? one.converted() : "",
                one.place(),
                newest || isKeySame(one, states.get(layer)) ? one.unkept() : "",
                same ? one.conflicts() : "",
                newest ? one.staying() : "",
                one.moves());
    }

    /// Whether the columns by which rows are told apart are still called so.
    private boolean isKeySame(Returning one, Snapshot then) {
        return one.holding().kept() instanceof Kept.DroppedColumn dropped
                && dropped.key().stream()
                        .map(name -> TableKey.column(one.object().table(), name))
                        .map(column -> {
                            Address now = followed(column, then, states.getLast());
                            return now == null ? "" : now.name();
                        })
                        .toList()
                        .equals(dropped.key());
    }

    private boolean isSame(Address table, Snapshot then) {
        return columns(table, states.getLast()).equals(columns(table, then));
    }

    private static Set<String> columns(Address table, Snapshot snapshot) {
        Set<String> columns = Set.of();
        for (Unit unit : snapshot.units().values()) {
            Address root = unit.entries().getFirst().address();
            if (root.path().equals(table.path())) {
                columns =
                        unit.entries().stream()
                                .map(Entry::object)
                                .filter(Column.class::isInstance)
                                .map(column -> column.address().name())
                                .collect(Collectors.toSet());
            }
        }
        return columns;
    }

    /// The columns that a layer fills: those that come back with it, and in the newest layer those
    /// that are still there. Their names are those from before all layers, or, where there is no
    /// such column, of a column that comes and goes on the way.
    ///
    /// @param layer which one, from 0, the oldest
    /// @return by the names that they have when that layer is undone
    Map<Address, String> fills(Map<Address, String> fills, int layer) {
        Map<Address, String> own = new HashMap<>();
        fills.forEach((column, sql) -> {
            Address here = filled(column, layer);
            if (here != null) {
                own.put(here, sql);
            }
        });
        return own;
    }

    private @Nullable Address filled(Address column, int layer) {
        List<Integer> there = new ArrayList<>();
        Entry found = null;
        for (int i = 0; i < states.size() && found == null; i++) {
            found = states.get(i).find(column);
        }
        int newest = states.size() - 2;
        if (found == null) {
            // Whoever undoes the newest says that there is no such column.
            return layer == newest ? column : null;
        }
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).find(found.id()) != null) {
                there.add(i);
            }
        }
        int last = Math.min(there.getLast(), newest);
        Entry then = states.get(last).find(found.id());
        return last == layer && then != null ? then.address() : null;
    }

    private static @Nullable Address followed(Address address, Snapshot from, Snapshot to) {
        Entry entry = from.find(address);
        Entry found = entry == null ? null : to.find(entry.id());
        return found == null ? null : found.address();
    }
}
