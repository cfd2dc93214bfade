package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows that the migration took away with their table's others and inserted anew, and that stay
/// since somebody wrote into them or refers to them: like a row that was updated, each gets back
/// the values where the migration's own still stand. What was written since stays, and so does what
/// cannot be as it was: both sides are set aside.
///
/// @param pairing of the rows that are kept with those that are live
/// @param own what the migration wrote last into them
/// @param common the columns that both sides have
/// @param free those among them that can be written
/// @param keys the foreign keys by which the rows refer to others that are there
/// @param unique what no two rows may have in common, over columns alone
/// @param kept the value that is kept of a column, as SQL
record RowsMadeAnew(
        Vault vault,
        Pairing pairing,
        LastWrites own,
        List<Column> common,
        List<Column> free,
        List<Constraint> keys,
        List<UniqueKey> unique,
        Function<Column, String> kept) {
    /// Which live rows (`t`) are not among them, as SQL.
    String others() {
        return "NOT EXISTS (SELECT 1 FROM %s z WHERE z.is_there AND %s)"
                .formatted(own.relation(List.of()), sameKey());
    }

    /// Notes the values that stay, by the reason.
    Statement aside() {
        String values =
                IntStream.range(0, common.size())
                        .mapToObj(i -> value(i, common.get(i)))
                        .collect(Collectors.joining(",\n            "));
        return new Statement(
                """
                INSERT INTO %s.set_aside (run, capture, kind, reason, key, columns, kept, live)
                SELECT coalesce(current_setting('backout.run', true), ''), %d,
                    CASE u.reason WHEN %s THEN 'conflict' ELSE 'set-aside' END, u.reason,
                    %s, u.columns, u.kept, u.live
                FROM %s CROSS JOIN LATERAL (
                    SELECT v.reason, array_agg(v.name ORDER BY v.place) AS columns,
                        array_agg(v.kept ORDER BY v.place) AS kept,
                        array_agg(v.live ORDER BY v.place) AS live
                    FROM (VALUES
                            %s
                        ) v (place, name, kept, live, reason)
                    WHERE v.reason IS NOT NULL
                    GROUP BY v.reason
                ) u\
                """
                        .formatted(
                                vault.records().sql(),
                                holding().capture().id(),
                                Identifiers.literal(Aside.LATER),
                                pairing.keyTexts("t"),
                                rows(),
                                values));
    }

    /// The rows that are written, before and after.
    Images.Writing images() {
        return new Images.Writing(
                "'U'", RowsMadeAnew::live, this::becomes, rows() + "\n    WHERE " + returns());
    }

    /// Writes them; only when some column is free.
    Statement update() {
        return new Statement(
                """
                UPDATE %s t
                SET %s
                FROM %s k, %s z
                WHERE %s AND z.is_there AND %s
                    AND (%s)\
                """
                        .formatted(
                                pairing.live(),
                                free.stream()
                                        .map(column ->
                                                "%s = %s"
                                                        .formatted(
                                                                WrittenTable.quoted(column),
                                                                becomes(column)))
                                        .collect(Collectors.joining(", ")),
                                vault.sql(holding().kept().place()),
                                own.relation(names()),
                                pairing.condition(),
                                sameKey(),
                                returns()));
    }

    private Holding holding() {
        return pairing.holding();
    }

    private String rows() {
        return "%s t JOIN %s k ON %s JOIN %s z ON z.is_there AND %s"
                .formatted(
                        pairing.live(),
                        vault.sql(holding().kept().place()),
                        pairing.condition(),
                        own.relation(names()),
                        sameKey());
    }

    private List<String> names() {
        return free.stream().map(WrittenTable::name).toList();
    }

    private String sameKey() {
        return own.sameKey("z", name -> "t." + Identifiers.quote(name));
    }

    private static String live(Column column) {
        return "t." + WrittenTable.quoted(column);
    }

    private String value(int place, Column column) {
        String reason =
                free.contains(column)
                        ? "WHEN NOT (%s) THEN %s%s"
                                .formatted(
                                        isOwn(column),
                                        Identifiers.literal(Aside.LATER),
                                        obstacles(column))
                        : "ELSE " + Identifiers.literal(Aside.LATER);
        return "(%d, %s, %s::text, %s::text, CASE WHEN NOT (%s) THEN NULL %s END)"
                .formatted(
                        place,
                        Identifiers.literal(WrittenTable.name(column)),
                        kept.apply(column),
                        live(column),
                        differs(column),
                        reason);
    }

    private String obstacles(Column column) {
        return guards(column).stream()
                .map(guard ->
                        " WHEN NOT (%s) THEN %s"
                                .formatted(holds(guard), Identifiers.literal(guard.reason())))
                .collect(Collectors.joining());
    }

    /// Whether some value of a row returns.
    private String returns() {
        return free.stream()
                .map(column -> "(%s AND %s)".formatted(differs(column), goes(column)))
                .collect(Collectors.joining(" OR "));
    }

    private String becomes(Column column) {
        return free.contains(column)
                ? "CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(goes(column), kept.apply(column), live(column))
                : live(column);
    }

    /// Whether a value is what the migration wrote, and what is kept of it has a place.
    private String goes(Column column) {
        return isOwn(column)
                + guards(column).stream()
                        .map(guard -> " AND " + holds(guard))
                        .collect(Collectors.joining());
    }

    private String differs(Column column) {
        return "%s::text IS DISTINCT FROM %s::text".formatted(live(column), kept.apply(column));
    }

    private String isOwn(Column column) {
        return "z.v_%d IS NOT DISTINCT FROM %s::text".formatted(free.indexOf(column), live(column));
    }

    /// What a row may not violate.
    private sealed interface Guard {
        Set<String> columns();

        String reason();

        record Found(Constraint key) implements Guard {
            @Override
            public Set<String> columns() {
                return Set.copyOf(key.columns());
            }

            @Override
            public String reason() {
                return Aside.GONE;
            }
        }

        record Alone(UniqueKey key) implements Guard {
            @Override
            public Set<String> columns() {
                return key.columns().stream()
                        .map(WrittenTable::name)
                        .collect(Collectors.toUnmodifiableSet());
            }

            @Override
            public String reason() {
                return Aside.TAKEN + key.name();
            }
        }
    }

    /// Those over a column, and those that share columns with them: either all of these columns
    /// become what is kept, or none does.
    private List<Guard> guards(Column column) {
        List<Guard> open = new ArrayList<>();
        keys.forEach(key -> open.add(new Guard.Found(key)));
        unique.forEach(key -> open.add(new Guard.Alone(key)));
        Set<String> reached = new HashSet<>(Set.of(WrittenTable.name(column)));
        List<Guard> guards = new ArrayList<>();
        boolean more = true;
        while (more) {
            List<Guard> next =
                    open.stream()
                            .filter(guard -> guard.columns().stream().anyMatch(reached::contains))
                            .toList();
            next.forEach(guard -> reached.addAll(guard.columns()));
            guards.addAll(next);
            open.removeAll(next);
            more = !next.isEmpty();
        }
        return guards;
    }

    private String holds(Guard guard) {
        return switch (guard) {
            case Guard.Found(var key) -> References.found(key, this::wanted);
            case Guard.Alone(var key) ->
                    "NOT EXISTS (SELECT 1 FROM %s o WHERE %s AND (o.tableoid, o.ctid) <> (t.tableoid, t.ctid))"
                            .formatted(
                                    Identifiers.dotted(pairing.table().path()),
                                    key.columns().stream()
                                            .map(one ->
                                                    "o.%s %s %s"
                                                            .formatted(
                                                                    WrittenTable.quoted(one),
                                                                    key.key().nullsEqual()
                                                                            ? "IS NOT DISTINCT FROM"
                                                                            : "=",
                                                                    wanted(WrittenTable.name(one))))
                                            .collect(Collectors.joining(" AND ")));
        };
    }

    /// What a value is to be, if it has a place.
    private String wanted(String name) {
        return free.stream()
                .filter(column -> WrittenTable.name(column).equals(name))
                .findFirst()
                .map(column ->
                        "CASE WHEN %s THEN %s ELSE %s END"
                                .formatted(isOwn(column), kept.apply(column), live(column)))
                .orElse("t." + Identifiers.quote(name));
    }
}
