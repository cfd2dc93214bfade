package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a migration wrote last into each row of a table with a key, by some of its logs. Pure.
///
/// @param logs of one table
/// @param key of the table as it is today, unquoted
public record LastWrites(List<Log> logs, List<String> key) {
    /// A log.
    ///
    /// @param number a later one has a higher number
    /// @param place the vault's table, as SQL
    /// @param kept what it is
    /// @param today what its columns are called today, in their order; an empty text for one that
    ///   nobody can tell
    public record Log(long number, String place, Kept.WrittenRows kept, List<String> today) {
        /// Copies the list.
        public Log {
            today = List.copyOf(today);
        }

        /// @param named what a column of the log is called today, or null
        public static @Nullable Log of(
                Holding holding, String place, UnaryOperator<@Nullable String> named) {
            if (!(holding.kept() instanceof Kept.WrittenRows kept)) {
                return null;
            }
            List<String> today = new ArrayList<>();
            for (String name : kept.columns()) {
                String now = named.apply(name);
                today.add(now == null ? "" : now);
            }
            return new Log(holding.capture().id(), place, kept, today);
        }

        /// The value before an event, of a column by its name of today.
        String before(String live) {
            return "k." + Identifiers.quote(Kept.before(kept.columns(), name(live)));
        }

        /// The same after it.
        String after(String live) {
            return "k." + Identifiers.quote(Kept.after(kept.columns(), name(live)));
        }

        private String name(String live) {
            return kept.columns().get(today.indexOf(live));
        }

        private List<String> keys() {
            return kept.key().stream()
                    .map(name -> today.get(kept.columns().indexOf(name)))
                    .toList();
        }
    }

    /// Copies the lists.
    public LastWrites {
        logs = List.copyOf(logs);
        key = List.copyOf(key);
    }

    /// @return null when there is none, or nothing tells rows apart
    public static @Nullable LastWrites of(List<Log> logs) {
        if (logs.isEmpty()) {
            return null;
        }
        List<String> key = logs.getFirst().keys();
        return key.isEmpty()
                        || key.contains("")
                        || logs.stream().anyMatch(log -> !log.keys().equals(key))
                ? null
                : new LastWrites(logs, key);
    }

    /// What it wrote into a table after it had taken its rows away, until it did so again, by the
    /// names from before the migration.
    ///
    /// @param taken those rows
    /// @param all what is kept of the migration, in the order of destruction
    /// @return null when there is none, or nothing tells rows apart
    static @Nullable LastWrites since(Holding taken, List<Holding> all, Names names, Vault vault) {
        Address table = names.table(taken);
        List<Log> logs = new ArrayList<>();
        for (Holding next : all.subList(all.indexOf(taken) + 1, all.size())) {
            if (table == null || !table.equals(names.table(next))) {
                continue;
            }
            if (next.kept() instanceof Kept.CopiedTable || next.kept() instanceof Kept.MovedTable) {
                break;
            }
            Log log =
                    Log.of(
                            next,
                            vault.sql(next.kept().place()),
                            name -> {
                                Column then = names.column(table, names.then(next, name));
                                return then == null ? null : WrittenTable.name(then);
                            });
            if (log != null) {
                logs.add(log);
            }
        }
        return of(logs);
    }

    /// The columns that all of the logs have, in alphabetical order.
    public List<String> common() {
        return logs.getFirst().today().stream()
                .filter(name -> !name.isEmpty())
                .filter(name -> logs.stream().allMatch(log -> log.today().contains(name)))
                .sorted()
                .toList();
    }

    /// The rows, as a relation: the key (`k_0` and so on), whether there is one in the end
    /// (`is_there`), whether a key was changed to it (`was_moved`), whether the migration inserted
    /// it (`was_made`), and texts of values (`v_0` and so on).
    ///
    /// @param values columns as they are called today; all logs have them
    public String relation(List<String> values) {
        String keys = list(IntStream.range(0, key.size()).mapToObj(i -> "e.k_" + i).toList());
        return """
        (SELECT DISTINCT ON (%1$s) e.*, bool_or(e.made) OVER (PARTITION BY %1$s) AS was_made,
            bool_or(e.moved) OVER (PARTITION BY %1$s) AS was_moved
        FROM (%2$s) e
        ORDER BY %1$s, e.log DESC, e.event DESC, e.is_there DESC)\
        """
                .formatted(
                        keys,
                        logs.stream()
                                .map(log -> events(log, values))
                                .collect(Collectors.joining("\nUNION ALL\n")));
    }

    /// A row leaves the key that it had, and has the one that it gets.
    private String events(Log log, List<String> values) {
        String moved =
                key.stream()
                        .map(one ->
                                "%s::text IS DISTINCT FROM %s::text"
                                        .formatted(log.before(one), log.after(one)))
                        .collect(Collectors.joining(" OR "));
        String what = "k." + Kept.WHAT;
        List<String> arrives = new ArrayList<>(named(key, "k_", log::after));
        arrives.addAll(named(values, "v_", log::after));
        List<String> leaves = new ArrayList<>(named(key, "k_", log::before));
        leaves.addAll(values.stream().map(_ -> "NULL").toList());
        return """
        SELECT %1$d AS log, k.%2$s AS event, true AS is_there, %3$s = 'I' AS made,
            %3$s = 'U' AND (%4$s) AS moved, %5$s
        FROM %6$s k WHERE %3$s <> 'D'
        UNION ALL
        SELECT %1$d, k.%2$s, false, false, false, %7$s
        FROM %6$s k WHERE %3$s = 'D' OR %3$s = 'U' AND (%4$s)\
        """
                .formatted(
                        log.number(),
                        Kept.EVENT,
                        what,
                        moved,
                        list(arrives),
                        log.place(),
                        list(leaves));
    }

    private static List<String> named(
            List<String> columns, String prefix, UnaryOperator<String> image) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "%s::text AS %s%d".formatted(image.apply(columns.get(i)), prefix, i))
                .toList();
    }

    /// Whether a row of the relation has the key of a live one.
    ///
    /// @param row the alias of the relation
    /// @param live a column of the live row, as SQL
    public String sameKey(String row, UnaryOperator<String> live) {
        return same(row + ".k_", key, " = ", live);
    }

    /// Whether it has these values.
    ///
    /// @param values as they were given to [#relation]
    public static String sameValues(String row, List<String> values, UnaryOperator<String> live) {
        return same(row + ".v_", values, " IS NOT DISTINCT FROM ", live);
    }

    private static String same(
            String prefix, List<String> columns, String operator, UnaryOperator<String> live) {
        return IntStream.range(0, columns.size())
                .mapToObj(i ->
                        "%s%d%s%s::text".formatted(prefix, i, operator, live.apply(columns.get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private static String list(List<String> parts) {
        return String.join(", ", parts);
    }
}
