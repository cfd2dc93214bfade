package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Rows of a table return.
///
/// @param columns those of the table that the vault has
/// @param keys the foreign keys by which they refer to rows that are there, or are to be
/// @param before the schema from before the migration
/// @param ready the schema that the statements run in
/// @param images keep what they overwrite
/// @param preferKept whether they win over what was written anew since
/// @param own what the migration wrote into the table after it had taken them away, as far as it is
///   live; null when it did not
/// @param earlier what they referred to before the migration wrote into them; null when it did not
/// @param conversions what is kept of values from before their conversion
record RowsReturned(
        Vault vault,
        Holding holding,
        Address table,
        List<Column> columns,
        List<Constraint> keys,
        Snapshot before,
        Snapshot ready,
        Images images,
        boolean preferKept,
        @Nullable LastWrites own,
        @Nullable EarlierValues earlier,
        Conversions conversions) {
    /// Into a table that comes back empty.
    ///
    /// @param key the columns that tell its rows apart; none when nothing does
    List<Statement> intoEmpty(List<String> key) {
        return inserted(key, "", false);
    }

    /// Beside rows that are live: those stay as they are, except in columns that come back empty,
    /// and where nobody but the migration wrote, unless what is kept is preferred and finds what it
    /// refers to.
    ///
    /// @param returning columns that come back empty
    List<Statement> beside(Pairing pairing, List<Column> returning) {
        List<Statement> statements = new ArrayList<>();
        statements.add(pairing.lock());
        List<Column> common =
                columns.stream().filter(column -> !returning.contains(column)).toList();
        RowsMadeAnew anew = anew(pairing, common);
        statements.add(
                conflicts(
                        pairing,
                        common,
                        anew == null
                                ? preferKept ? winning(common) : differing(common)
                                : "(%s) AND %s".formatted(differing(common), anew.others())));
        if (anew != null) {
            statements.add(anew.aside());
            if (!anew.free().isEmpty()) {
                statements.addAll(keep("u", anew.images(), pairing.key()));
                statements.add(anew.update());
            }
        }
        if (!returning.isEmpty()) {
            statements.add(update(pairing, returning, ""));
        }
        List<Column> preferred =
                preferKept
                        ? common.stream().filter(one -> isFree(one, pairing)).toList()
                        : List.of();
        if (!preferred.isEmpty()) {
            String condition = "\n    AND " + winning(common);
            statements.addAll(
                    keep(
                            "u",
                            new Images.Writing(
                                    "'U'",
                                    column -> "t." + quoted(column),
                                    column ->
                                            preferred.contains(column)
                                                    ? kept(column)
                                                    : "t." + quoted(column),
                                    "%s t JOIN %s k ON %s%s"
                                            .formatted(
                                                    pairing.live(),
                                                    place(),
                                                    pairing.condition(),
                                                    condition)),
                            pairing.key()));
            statements.add(update(pairing, preferred, condition));
        }
        if (preferKept && !found().isEmpty()) {
            statements.add(unreferred(pairing, common));
        }
        statements.addAll(
                inserted(
                        pairing.key(),
                        "NOT EXISTS (SELECT 1 FROM %s t WHERE %s)"
                                .formatted(pairing.live(), pairing.condition()),
                        true));
        return statements;
    }

    private List<Statement> keep(String part, Images.Writing rows, List<String> key) {
        return images.keep(
                holding.capture().id() + part,
                table,
                columns,
                columns.stream()
                        .filter(column -> key.contains(column.address().name()))
                        .sorted(
                                Comparator.comparingInt(
                                        column -> key.indexOf(column.address().name())))
                        .toList(),
                rows);
    }

    /// @param condition which rows return, or an empty text
    /// @param beside whether the table has been there all the time
    private List<Statement> inserted(List<String> keyColumns, String condition, boolean beside) {
        List<Statement> statements = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        if (!found().isEmpty()) {
            List<String> orphaned = new ArrayList<>(conditions);
            orphaned.add("NOT (%s)".formatted(found()));
            statements.add(
                    new Aside(vault, holding, preferKept)
                            .orphans(
                                    keyColumns,
                                    columns.stream().map(one -> one.address().name()).toList(),
                                    columns.stream().map(this::text).toList(),
                                    String.join(" AND ", orphaned)));
            conditions.add(found());
        }
        for (UniqueKey key : beside ? unique(keyColumns) : List.<UniqueKey>of()) {
            String taken = taken(key);
            List<String> both = new ArrayList<>(conditions);
            both.add(taken);
            statements.add(
                    new Aside(vault, holding, preferKept)
                            .taken(
                                    key.name(),
                                    keyColumns,
                                    columns.stream().map(one -> one.address().name()).toList(),
                                    columns.stream().map(this::text).toList(),
                                    String.join(" AND ", both)));
            conditions.add("NOT " + taken);
        }
        String where =
                conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n    AND ", conditions);
        if (beside) {
            statements.addAll(
                    keep(
                            "i",
                            new Images.Writing(
                                    "'I'", this::kept, this::kept, place() + " k" + where),
                            keyColumns));
        }
        statements.add(insert(where));
        statements.addAll(new SequenceEnds(table, columns, ready).statements());
        return statements;
    }

    /// The keys over columns alone that no two rows may have in common.
    ///
    /// @param own the key by which rows are known: it was looked at already
    private List<UniqueKey> unique(List<String> own) {
        List<Column> known =
                columns.stream().filter(one -> own.contains(one.address().name())).toList();
        return UniqueKey.of(table, before, columns, columns).stream()
                .filter(key -> key.plain() && !key.isOver(known))
                .toList();
    }

    /// Whether a live row has the key of one that returns.
    private String taken(UniqueKey key) {
        String operator = key.key().nullsEqual() ? "IS NOT DISTINCT FROM" : "=";
        return "EXISTS (SELECT 1 FROM %s o WHERE %s)"
                .formatted(
                        Identifiers.dotted(table.path()),
                        key.columns().stream()
                                .map(column ->
                                        "o.%s %s %s"
                                                .formatted(quoted(column), operator, kept(column)))
                                .collect(Collectors.joining(" AND ")));
    }

    private String found() {
        return keys.stream()
                .map(key -> References.found(key, this::kept))
                .collect(Collectors.joining(" AND "));
    }

    private String kept(String name) {
        return columns.stream()
                .filter(column -> column.address().name().equals(name))
                .map(this::kept)
                .findFirst()
                .orElse("NULL");
    }

    private static String raw(Column column) {
        return "k." + quoted(column);
    }

    private Statement insert(String condition) {
        return new Statement(
                """
                INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
                SELECT %s
                FROM %s k%s\
                """
                        .formatted(
                                Identifiers.dotted(table.path()),
                                columns.stream()
                                        .map(column -> quoted(column))
                                        .collect(Collectors.joining(", ")),
                                columns.stream().map(this::kept).collect(Collectors.joining(", ")),
                                place(),
                                condition));
    }

    private Statement update(Pairing pairing, List<Column> returning, String condition) {
        return new Statement(
                """
                UPDATE %s t
                SET %s
                FROM %s k
                WHERE %s%s\
                """
                        .formatted(
                                pairing.live(),
                                returning.stream()
                                        .map(column ->
                                                "%s = %s".formatted(quoted(column), kept(column)))
                                        .collect(Collectors.joining(", ")),
                                place(),
                                pairing.condition(),
                                condition));
    }

    private Statement conflicts(Pairing pairing, List<Column> common, String condition) {
        return new Aside(vault, holding, preferKept)
                .conflicts(
                        pairing,
                        common.stream().map(column -> column.address().name()).toList(),
                        common.stream().map(this::kept).toList(),
                        common.stream().map(column -> "t." + quoted(column)).toList(),
                        condition);
    }

    /// Rows that cannot win, since what they refer to is gone.
    private Statement unreferred(Pairing pairing, List<Column> common) {
        return new Aside(vault, holding, preferKept)
                .unreferred(
                        pairing,
                        common.stream().map(column -> column.address().name()).toList(),
                        common.stream().map(this::kept).toList(),
                        "(%s) AND NOT (%s)".formatted(differing(common), found()));
    }

    /// Rows that the migration made anew; null when it did not, or what is kept wins in any case.
    private @Nullable RowsMadeAnew anew(Pairing pairing, List<Column> common) {
        if (own == null || preferKept || !pairing.key().containsAll(own.key())) {
            return null;
        }
        List<UniqueKey> unique = UniqueKey.of(table, before, columns, columns);
        Set<String> bound = References.bound(table, before, keys);
        List<Column> free =
                common.stream()
                        .filter(column -> isFree(column, pairing))
                        .filter(column -> own.common().contains(column.address().name()))
                        .filter(column -> !bound.contains(column.address().name()))
                        .filter(column ->
                                unique.stream()
                                        .allMatch(key ->
                                                key.plain() || !key.columns().contains(column)))
                        .toList();
        return new RowsMadeAnew(
                vault, pairing, own, common, free, keys, unique(pairing.key()), this::kept);
    }

    /// Which rows are kept otherwise than they are live.
    private String differing(List<Column> common) {
        return common.stream()
                .map(column ->
                        "t.%s::text IS DISTINCT FROM %s::text"
                                .formatted(quoted(column), kept(column)))
                .collect(Collectors.joining(" OR "));
    }

    /// Those among them that can be live as they are kept.
    private String winning(List<Column> common) {
        return "(%s)%s".formatted(differing(common), found().isEmpty() ? "" : " AND " + found());
    }

    /// Nobody can update an identity that is always generated; the key is the same anyway.
    private static boolean isFree(Column column, Pairing pairing) {
        return !pairing.key().contains(column.address().name())
                && (column.identity() == null || !column.identity().always());
    }

    private String kept(Column column) {
        String name = column.address().name();
        if (earlier == null) {
            return left(column);
        }
        for (Constraint key : earlier.of(keys)) {
            if (key.columns().contains(name)) {
                return "CASE WHEN %s THEN %s ELSE coalesce(%s, %2$s) END"
                        .formatted(
                                References.found(key, this::left),
                                left(column),
                                earlier.before(name, column.type(), this::left));
            }
        }
        return left(column);
    }

    /// As the migration had left it when it took the row away.
    private String left(Column column) {
        return kept(
                column,
                column.type(),
                Casts.to(raw(column), holding.type(column.address().name()), column.type()));
    }

    private String left(String name) {
        return columns.stream()
                .filter(column -> column.address().name().equals(name))
                .map(this::left)
                .findFirst()
                .orElse("NULL");
    }

    private String kept(Column column, String type, String plain) {
        return conversions.kept(holding, column.address(), UnaryOperator.identity(), type, plain);
    }

    /// To the letter of what the vault has.
    private String text(Column column) {
        return kept(column, "text", raw(column) + "::text");
    }

    private static String quoted(Column column) {
        return Identifiers.quote(column.address().name());
    }

    private String place() {
        return vault.sql(holding.kept().place());
    }
}
