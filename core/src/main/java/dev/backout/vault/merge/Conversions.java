package dev.backout.vault.merge;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Columns whose type is converted back, and whose kept values are put in by the conversion itself:
/// what the migration made of them may have no way back (`'n1'` is no integer), and a table is
/// written once instead of twice. A function of the vault tells for a row what is kept of it, as
/// long as the row is as the migration left it. It tells the same for values that the migration
/// took away after it had converted them. Immutable.
///
/// Not for tables of an inheritance, whose keys may meet, for columns that were converted several
/// times, or whose key is converted as well: these get their values after the conversion.
final class Conversions {
    private static final Pattern LENGTH = Pattern.compile("\\([^)]*\\)");

    private final Map<Address, Lookup> lookups;

    private Conversions(Map<Address, Lookup> lookups) {
        this.lookups = lookups;
    }

    /// How one column finds its values.
    ///
    /// @param create makes the function
    /// @param drop takes it away
    /// @param call an array with the text of the kept value, or NULL
    /// @param condition which live rows (`t`) get theirs, in the names of today
    /// @param since what is kept: what was kept behind it has values as the conversion left them
    /// @param function its name
    /// @param types of its arguments: such a value, and the key
    /// @param names of these columns before the migration
    private record Lookup(
            Statement create,
            Statement drop,
            String call,
            String condition,
            Holding since,
            String function,
            List<String> types,
            List<String> names) {}

    /// No column.
    static Conversions none() {
        return new Conversions(Map.of());
    }

    /// @param names what tables and columns are called, before and after
    /// @param live whether columns that are there are among them, or only those that return
    static Conversions of(Vault vault, List<Holding> holdings, Names names, boolean live) {
        Map<Address, Integer> times = new HashMap<>();
        Map<Address, Lookup> lookups = new TreeMap<>();
        for (Holding holding : holdings) {
            Address owner = names.table(holding);
            if (owner == null || !(holding.kept() instanceof Kept.RetypedColumn kept)) {
                continue;
            }
            Address column = TableKey.column(owner, names.then(holding, kept.column().name()));
            times.merge(column, 1, Integer::sum);
            Lookup lookup =
                    live || names.today(column) == null
                            ? lookup(vault, holding, kept, column, names, holdings)
                            : null;
            if (lookup != null && kept.rows() > 0) {
                lookups.put(column, lookup);
            }
        }
        times.forEach((column, count) -> {
            if (count > 1) {
                lookups.remove(column);
            }
        });
        return new Conversions(lookups);
    }

    private static @Nullable Lookup lookup(
            Vault vault,
            Holding holding,
            Kept.RetypedColumn kept,
            Address column,
            Names names,
            List<Holding> holdings) {
        Column today = names.today(column);
        String left = today == null ? gone(holding, kept, holdings) : today.type();
        if (left == null || kept.key().isEmpty() || inherits(column.table(), names.before())) {
            return null;
        }
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        List<String> now = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of(column.name()));
        String value = Identifiers.quote(column.name());
        boolean ofServer = !left.contains(".");
        parameters.add(ofServer ? left : "text");
        arguments.add(ofServer ? value : text(value));
        for (String part : kept.key()) {
            Address then = TableKey.column(column.table(), names.then(holding, part));
            Column key = names.today(then);
            Entry was = names.before().find(then);
            String type = holding.type(part);
            if (type == null
                    || was == null
                    || !(was.object() instanceof Column old)
                    || (key == null ? today != null : !old.type().equals(key.type()))) {
                return null;
            }
            String name = Identifiers.quote(then.name());
            boolean same = type.equals(old.type());
            parameters.add(type);
            known.add(then.name());
            arguments.add(same ? name : text(name));
            pairs.add("k.%s = $%d".formatted(Identifiers.quote(part), parameters.size()));
            if (key != null) {
                String live = "t." + Identifiers.quote(key.address().name());
                now.add("k.%s = %s".formatted(Identifiers.quote(part), same ? live : text(live)));
            }
        }
        String function = vault.sql("returned_" + holding.capture().id());
        String body =
                "BEGIN RETURN (SELECT ARRAY[%s] FROM %s k WHERE %s AND %s IS NOT DISTINCT FROM %s); END"
                        .formatted(
                                text("k." + Kept.VALUE),
                                vault.sql(kept.place()),
                                String.join(" AND ", pairs),
                                left(left),
                                ofServer ? text("$1") : "$1");
        return new Lookup(
                new Statement(
                        "CREATE FUNCTION %s(%s) RETURNS text[] LANGUAGE plpgsql STABLE AS %s"
                                .formatted(
                                        function,
                                        String.join(", ", parameters),
                                        Identifiers.literal(body))),
                new Statement("DROP FUNCTION " + function),
                "%s(%s)".formatted(function, String.join(", ", arguments)),
                today == null
                        ? "false"
                        : "EXISTS (SELECT 1 FROM %s k WHERE %s AND %s IS NOT DISTINCT FROM %s)"
                                .formatted(
                                        vault.sql(kept.place()),
                                        String.join(" AND ", now),
                                        left(left),
                                        text("t." + Identifiers.quote(today.address().name()))),
                holding,
                function,
                parameters,
                known);
    }

    /// The text of what the migration made of a kept value, as this session writes it; types of a
    /// user may be gone when the function runs.
    private static String left(String type) {
        String after = "k." + Kept.AFTER;
        return type.contains(".") ? after : text("(%s::%s)".formatted(after, type));
    }

    /// The type that a column had when the migration took it away, after its conversion; null when
    /// it did not, or nobody knows.
    private static @Nullable String gone(
            Holding holding, Kept.RetypedColumn kept, List<Holding> holdings) {
        return holdings.subList(holdings.indexOf(holding) + 1, holdings.size()).stream()
                .filter(later -> later.kept().table().oid() == kept.table().oid())
                .map(later -> type(kept.column(), later))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String type(ColumnRef column, Holding later) {
        return switch (later.kept()) {
            case Kept.DroppedColumn dropped ->
                    dropped.column().number() == column.number() ? dropped.column().type() : null;
            case Kept.MovedTable _, Kept.CopiedTable _ -> later.type(column.name());
            case Kept.HiddenColumn _,
                    Kept.RetypedColumn _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    null;
        };
    }

    /// Whether values of a column that return get what is kept of them.
    boolean has(Address column) {
        return lookups.containsKey(column);
    }

    /// A value as text, to the letter, as the vault writes it.
    private static String text(String value) {
        return "CASE WHEN pg_catalog.num_nonnulls(%1$s) = 1 THEN pg_catalog.format('%%s', %1$s) END"
                .formatted(value);
    }

    private static boolean inherits(Address table, Snapshot before) {
        return before.entries().stream()
                .filter(entry -> entry.address().kind() == ObjectKind.TABLE)
                .map(Entry::object)
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .anyMatch(other ->
                        other.inherits().contains(table)
                                || other.address().equals(table) && !other.inherits().isEmpty());
    }

    /// A value of rows that were kept whole, in `k`, as it was before its conversion.
    ///
    /// @param rows what keeps them
    /// @param column as it was called before the migration
    /// @param places where they have a column of that name of before the migration
    /// @param wanted the type of the value
    /// @param plain the value as they have it, of that type, as SQL
    String kept(
            Holding rows,
            Address column,
            UnaryOperator<String> places,
            String wanted,
            String plain) {
        Lookup lookup = lookups.get(column);
        if (lookup == null || rows.capture().id() <= lookup.since().capture().id()) {
            return plain;
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < lookup.names().size(); i++) {
            String place = places.apply(lookup.names().get(i));
            String type = rows.type(place);
            String wants = lookup.types().get(i);
            if (type == null || !wants.equals("text") && !open(wants).equals(open(type))) {
                return plain;
            }
            String value = "k." + Identifiers.quote(place);
            arguments.add(wants.equals("text") && !type.equals("text") ? text(value) : value);
        }
        return "CASE pg_catalog.cardinality(%1$s) WHEN 1 THEN (%1$s)[1]::%2$s ELSE %3$s END"
                .formatted(
                        "%s(%s)".formatted(lookup.function(), String.join(", ", arguments)),
                        wanted,
                        plain);
    }

    /// A type without its length: what is computed has none.
    private static String open(String type) {
        return LENGTH.matcher(type).replaceAll("").replace("bpchar", "character");
    }

    /// The statements that convert, with these values.
    Ddl of(Ddl ddl) {
        return lookups.isEmpty()
                ? ddl
                : ddl.taking(
                        lookups.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, one -> one.getValue().call())));
    }

    /// What comes before them.
    List<Statement> before() {
        return lookups.values().stream().map(Lookup::create).toList();
    }

    /// What comes after them, and after all rows that return.
    List<Statement> after() {
        return lookups.values().stream().map(Lookup::drop).toList();
    }

    /// The columns that got their values, and which live rows do; see [Returning#converted].
    ///
    /// @param stages the statements that were made of it
    Map<Address, String> done(List<List<Statement>> stages) {
        Map<Address, String> done = new HashMap<>();
        lookups.forEach((column, lookup) -> {
            if (stages.stream()
                    .flatMap(List::stream)
                    .anyMatch(statement -> statement.sql().contains(lookup.call()))) {
                done.put(column, lookup.condition());
            }
        });
        return done;
    }
}
