package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What rows referred to before the migration wrote into them, where it took them away after that:
/// what it had them refer to in between may be gone by now, and they return all the same. Pure.
///
/// Only rows whose keys it did not change are among them.
///
/// @param logs of the table, from before its rows were taken away; the first one first
/// @param key the columns that tell rows apart, unquoted
record EarlierValues(List<LastWrites.Log> logs, List<String> key) {
    EarlierValues {
        logs = List.copyOf(logs);
        key = List.copyOf(key);
    }

    /// What it wrote into a table before it took the rows away, since it did so the last time.
    ///
    /// @param taken those rows
    /// @param all what is kept of the migration, in the order of destruction
    /// @return null when there is none, or nothing tells rows apart
    static @Nullable EarlierValues until(
            Holding taken, List<Holding> all, Names names, Vault vault) {
        Address table = names.table(taken);
        List<LastWrites.Log> logs = new ArrayList<>();
        for (Holding earlier : all.subList(0, all.indexOf(taken)).reversed()) {
            if (table == null || !table.equals(names.table(earlier))) {
                continue;
            }
            // What was written before a conversion need not be of the type that is there.
            if (earlier.kept() instanceof Kept.CopiedTable
                    || earlier.kept() instanceof Kept.MovedTable
                    || earlier.kept() instanceof Kept.RetypedColumn) {
                break;
            }
            LastWrites.Log log =
                    LastWrites.Log.of(
                            earlier,
                            vault.sql(earlier.kept().place()),
                            name -> {
                                Column then = names.column(table, names.then(earlier, name));
                                return then == null ? null : WrittenTable.name(then);
                            });
            if (log != null) {
                logs.addFirst(log);
            }
        }
        LastWrites writes = LastWrites.of(logs);
        return writes == null ? null : new EarlierValues(logs, writes.key());
    }

    /// The foreign keys of whose columns it tells. Where two of them share a column, what one finds
    /// need not be what the other does.
    List<Constraint> of(List<Constraint> references) {
        return references.stream()
                .filter(key ->
                        logs.stream().allMatch(log -> log.today().containsAll(key.columns())))
                .filter(key ->
                        references.stream()
                                .filter(other -> !other.equals(key))
                                .noneMatch(other ->
                                        other.columns().stream().anyMatch(key.columns()::contains)))
                .toList();
    }

    /// The value that a column had before, as SQL; NULL where it is not known.
    ///
    /// @param row the value of a column of the row that was taken away
    String before(String column, String type, UnaryOperator<String> row) {
        return """
        (SELECT CASE e.what WHEN 'U' THEN e.value END FROM (%s) e
            WHERE %s AND NOT EXISTS (SELECT 1 FROM (%s) e WHERE %s)
            ORDER BY e.log, e.event LIMIT 1)::%s\
        """
                .formatted(
                        events(column),
                        each(i -> "e.n_%d = %s::text".formatted(i, row.apply(key.get(i))), " AND "),
                        events(column),
                        each(i -> "e.what = 'U' AND e.o_%1$d <> e.n_%1$d".formatted(i), " OR "),
                        type);
    }

    private String events(String column) {
        return IntStream.range(0, logs.size())
                .mapToObj(number -> {
                    LastWrites.Log log = logs.get(number);
                    return "SELECT %d AS log, k.%s AS event, k.%s AS what, %s::text AS value, %s FROM %s k WHERE k.%3$s <> 'D'"
                            .formatted(
                                    number,
                                    Kept.EVENT,
                                    Kept.WHAT,
                                    log.before(column),
                                    each(
                                            i ->
                                                    "%s::text AS o_%d, %s::text AS n_%2$d"
                                                            .formatted(
                                                                    log.before(key.get(i)),
                                                                    i,
                                                                    log.after(key.get(i))),
                                            ", "),
                                    log.place());
                })
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String each(IntFunction<String> part, String between) {
        return IntStream.range(0, key.size()).mapToObj(part).collect(Collectors.joining(between));
    }
}
