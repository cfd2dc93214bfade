package dev.backout.ddl.postgres;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.ddl.TypeRebuild;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainType;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The statements that put a new type in the place of an old one.
final class TypeMove {
    private final DbObject from;
    private final DbObject to;
    private final Snapshot current;
    private final Snapshot target;
    private final Ddl ddl;

    private final Map<Address, String> texts;

    private TypeMove(
            Entry from,
            DbObject to,
            Snapshot current,
            Snapshot target,
            Ddl ddl,
            Map<Address, String> texts) {
        this.texts = texts;
        this.from = from.object();
        this.to = to;
        this.current = current;
        this.target = target;
        this.ddl = ddl;
    }

    /// See [Ddl#rebuild].
    ///
    /// @param texts of [dev.backout.ddl.DdlOptions]
    static TypeRebuild plan(
            Entry from,
            DbObject to,
            Snapshot current,
            Snapshot target,
            Ddl ddl,
            Map<Address, String> texts) {
        TypeUses uses = TypeUses.find(from, current, target);
        String obstacle = uses.obstacle();
        if (obstacle != null) {
            return new TypeRebuild.Impossible(obstacle);
        }
        TypeMove move = new TypeMove(from, to, current, target, ddl, texts);
        ValueConversion conversion = new ValueConversion(from.object(), to);
        String inconvertible = conversion.obstacle(uses.columns.values());
        return inconvertible != null
                ? new TypeRebuild.Impossible(inconvertible)
                : move.steps(uses, conversion);
    }

    private TypeRebuild steps(TypeUses uses, ValueConversion conversion) {
        List<Column> released = new ArrayList<>(uses.columns.values());
        released.addAll(uses.nestedColumns.values());
        released.addAll(uses.defaults.values());
        released.removeIf(column -> column.defaultExpression() == null);
        List<Column> moved = uses.columns.values().stream().filter(this::movesItself).toList();
        return new TypeRebuild.Steps(
                perTable(released, column -> alterColumn(column) + " DROP DEFAULT"),
                uses.displaced,
                aroundNested(
                        uses,
                        from.kind() == ObjectKind.RANGE_TYPE
                                ? throughText(moved, conversion)
                                : sideBySide(moved, conversion)),
                perTable(released, this::defaultAgain));
    }

    /// A column follows the parent's when the parent has it.
    private boolean movesItself(Column column) {
        if (column.inherited()) {
            return false;
        }
        Entry entry = current.find(column.address().table());
        return entry == null
                || !(entry.object() instanceof Table table)
                || parents(table).stream()
                        .noneMatch(parent -> current.find(columnOf(parent, column)) != null);
    }

    private static List<Address> parents(Table table) {
        return table.partitionOf() == null
                ? table.inherits()
                : List.of(table.partitionOf().parent());
    }

    private static Address columnOf(Address table, Column column) {
        return Address.of(ObjectKind.COLUMN, table.first(), table.name(), column.address().name());
    }

    /// What is built on the type goes before it and comes after it.
    private List<Statement> aroundNested(TypeUses uses, List<Statement> inner) {
        List<Column> columns =
                uses.nestedColumns.values().stream().filter(this::movesItself).toList();
        List<Statement> statements = new ArrayList<>(toText(columns));
        uses.nested
                .descendingIterator()
                .forEachRemaining(type -> statements.add(drop(type.object())));
        statements.addAll(inner);
        uses.nested.forEach(type -> statements.addAll(create(wanted(type))));
        uses.constraints.forEach(entry -> statements.addAll(create(entry.object())));
        statements.addAll(
                perTable(columns, column -> retype(column, column.type(), fromText(column))));
        return statements;
    }

    /// The form of now may name a label that is gone by then.
    private DbObject wanted(Entry type) {
        Entry later = target.find(type.address());
        return later == null ? type.object() : later.object();
    }

    private List<Statement> toText(List<Column> columns) {
        return perTable(columns, column -> retype(column, "text", quoted(column) + "::text"));
    }

    private static String fromText(Column column) {
        return quoted(column) + "::" + column.type();
    }

    private <T extends DbObject> List<Statement> create(T object) {
        return ddl.of(object).create(object, List.of());
    }

    private <T extends DbObject> Statement drop(T object) {
        return ddl.of(object).drop(object);
    }

    private List<Statement> sideBySide(List<Column> columns, ValueConversion conversion) {
        String old = freeName(from.address());
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.of(
                        "ALTER TYPE %s RENAME TO %s",
                        Designation.name(from.address()), Identifiers.quote(old)));
        if (from instanceof DomainType domain && domain.notNull()) {
            // From PostgreSQL 17 on it is a constraint, whose name the new domain's is to have.
            statements.add(
                    Statement.of(
                            "ALTER DOMAIN %s DROP NOT NULL",
                            Designation.name(from.address().renamed(old))));
        }
        statements.addAll(create(to));
        statements.addAll(
                perTable(
                        columns,
                        column -> retype(column, column.type(), converted(column, conversion))));
        statements.add(Statement.of("DROP TYPE %s", Designation.name(from.address().renamed(old))));
        return statements;
    }

    /// The constructors of a range type do not follow its new name, so that two of one name cannot
    /// stand side by side.
    private List<Statement> throughText(List<Column> columns, ValueConversion conversion) {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(toText(columns));
        statements.add(Statement.of("DROP TYPE %s", Designation.name(from.address())));
        statements.addAll(create(to));
        statements.addAll(
                perTable(
                        columns,
                        column -> retype(column, column.type(), converted(column, conversion))));
        return statements;
    }

    private String converted(Column column, ValueConversion conversion) {
        String computed = conversion.of(column);
        String text = texts.get(column.address());
        return text == null ? computed : TypeConversion.taking(text, computed, column.type());
    }

    private String retype(Column column, String type, String expression) {
        boolean foreign =
                current.find(column.address().table()) instanceof Entry entry
                        && entry.object() instanceof Table table
                        && table.foreign() != null;
        return alterColumn(column)
                + " TYPE "
                + type
                + (column.collation() == null ? "" : " COLLATE " + column.collation())
                + (foreign ? "" : " USING " + expression);
    }

    /// The default that the target has, as long as it is meant for the same type; a change of the
    /// column's own type sees to its default itself.
    private @Nullable String defaultAgain(Column column) {
        Entry entry = target.find(column.address());
        return entry != null
                        && entry.object() instanceof Column wanted
                        && wanted.type().equals(column.type())
                        && wanted.defaultExpression() != null
                ? alterColumn(column) + " SET DEFAULT " + wanted.defaultExpression()
                : null;
    }

    private static String alterColumn(Column column) {
        return "ALTER COLUMN " + quoted(column);
    }

    private static String quoted(Column column) {
        return Identifiers.quote(column.address().name());
    }

    /// One statement per table, so that it is rewritten once.
    private List<Statement> perTable(
            Collection<Column> columns, Function<Column, @Nullable String> action) {
        Map<Address, List<String>> actions = new TreeMap<>();
        for (Column column : columns) {
            String text = action.apply(column);
            if (text != null) {
                actions.computeIfAbsent(column.address().table(), k -> new ArrayList<>()).add(text);
            }
        }
        return actions.entrySet().stream()
                .map(e ->
                        Statement.of(
                                "ALTER %s %s",
                                designation(e.getKey()), String.join(", ", e.getValue())))
                .toList();
    }

    private String designation(Address table) {
        Entry entry = current.find(table);
        return entry == null ? "TABLE " + Designation.name(table) : Designation.of(entry.object());
    }

    /// A name in the type's schema that no type and no relation has.
    private String freeName(Address type) {
        String stem = type.name().length() > 50 ? type.name().substring(0, 50) : type.name();
        String name = stem + "_old";
        for (int i = 2; isTaken(type, name); i++) {
            name = stem + "_old" + i;
        }
        return name;
    }

    private boolean isTaken(Address type, String name) {
        List<String> path = type.renamed(name).path();
        return current.byAddress().keySet().stream().anyMatch(a -> a.path().equals(path));
    }
}
