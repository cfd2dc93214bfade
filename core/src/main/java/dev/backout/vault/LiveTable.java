package dev.backout.vault;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// A table as the catalog has it.
///
/// @param oid its identity
/// @param schema its schema's name, unquoted
/// @param name its name, unquoted
/// @param partitioned whether its rows lie in partitions
/// @param permanent whether its rows outlive a crash of the server
/// @param forced whether its row security binds its owner, too
/// @param storage the number of the file with its rows; a rewrite or TRUNCATE changes it
/// @param related whether it is a partition, or has parents, children or a type that it follows
/// @param parents OIDs of what it is a partition or child of
/// @param columns by number
/// @param keys what tells its rows apart, the best first: numbers of columns
record LiveTable(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        boolean permanent,
        boolean forced,
        long storage,
        boolean related,
        List<Long> parents,
        Map<Integer, LiveColumn> columns,
        List<List<Integer>> keys) {
    TableRef ref() {
        return new TableRef(oid, address());
    }

    Address address() {
        return Address.of(ObjectKind.TABLE, schema, name);
    }

    /// Its name as SQL.
    String sql() {
        return Identifiers.dotted(List.of(schema, name));
    }

    /// What to select its own rows from: a parent's children are tables of their own, the rows of a
    /// partitioned table are its partitions'.
    String source() {
        return partitioned ? sql() : "only " + sql();
    }

    /// The columns that hold something.
    List<LiveColumn> stored() {
        return columns.values().stream().filter(column -> !column.generated()).toList();
    }

    /// The column of that number, which is there.
    LiveColumn column(int number) {
        return Objects.requireNonNull(columns.get(number));
    }

    List<LiveColumn> columns(List<Integer> numbers) {
        return numbers.stream().map(this::column).toList();
    }

    @Nullable LiveColumn named(String column) {
        return columns.values().stream()
                .filter(other -> other.name().equals(column))
                .findFirst()
                .orElse(null);
    }

    /// The same table as far as it was there before: what a migration adds itself need not be kept
    /// when it drops it again.
    LiveTable within(LiveTable before) {
        Map<Integer, LiveColumn> known = new TreeMap<>(columns);
        known.keySet().retainAll(before.columns().keySet());
        return new LiveTable(
                oid,
                schema,
                name,
                partitioned,
                permanent,
                forced,
                storage,
                related,
                parents,
                known,
                keys.stream().filter(known.keySet()::containsAll).toList());
    }

    /// The best key that is one there, too, with values of the same shape.
    ///
    /// @param after the same table later
    /// @param not a column that must not be part of it
    /// @return names of columns; none when there is no such key
    List<LiveColumn> keyWithin(LiveTable after, int not) {
        return keys.stream()
                .filter(key -> !key.contains(not) && after.keeps(this, key))
                .findFirst()
                .map(this::columns)
                .orElse(List.of());
    }

    /// The best key that it gets later, of columns that it has already.
    ///
    /// @param after the same table later
    /// @param not a column that must not be part of it
    /// @return columns as they are here; none when there is no such key
    List<LiveColumn> lateKey(LiveTable after, int not) {
        return after.keys().stream()
                .filter(key ->
                        !key.contains(not)
                                && columns.keySet().containsAll(key)
                                && after.keeps(this, key))
                .findFirst()
                .map(this::columns)
                .orElse(List.of());
    }

    private boolean keeps(LiveTable before, List<Integer> key) {
        return keys.stream().anyMatch(own -> Set.copyOf(own).equals(Set.copyOf(key)))
                && before.columns(key).stream()
                        .noneMatch(column -> {
                            LiveColumn now = columns.get(column.number());
                            return now == null || column.retypedTo(now);
                        });
    }
}
