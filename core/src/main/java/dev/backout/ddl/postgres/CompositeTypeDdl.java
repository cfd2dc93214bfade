package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Statements for free-standing composite types.
final class CompositeTypeDdl implements KindDdl<CompositeType> {
    @Override
    public List<Statement> create(CompositeType type, List<DbObject> parts) {
        String fields =
                type.fields().stream()
                        .map(CompositeTypeDdl::declaration)
                        .collect(Collectors.joining(", "));
        return List.of(Statement.of("CREATE %s AS (%s)", Designation.of(type), fields));
    }

    @Override
    public Statement drop(CompositeType type) {
        return Statement.of("DROP " + Designation.of(type));
    }

    /// A new attribute comes last, and an attribute's type cannot be changed while a column has the
    /// composite type: both take a new type otherwise.
    @Override
    public Alteration alter(CompositeType from, CompositeType to) {
        Map<String, CompositeField> earlier = byName(from);
        Map<String, CompositeField> later = byName(to);
        List<String> kept = earlier.keySet().stream().filter(later::containsKey).toList();
        boolean inOrder = List.copyOf(later.keySet()).subList(0, kept.size()).equals(kept);
        if (!inOrder || earlier.values().stream().anyMatch(f -> retyped(f, later.get(f.name())))) {
            return new Alteration.Rebuild();
        }
        List<Statement> statements = new ArrayList<>();
        earlier.values().stream()
                .filter(field -> !later.containsKey(field.name()))
                .forEach(field -> statements.add(drop(to, field)));
        later.values().stream()
                .filter(field -> !earlier.containsKey(field.name()))
                .forEach(field -> statements.add(add(to, field)));
        return Alteration.InPlace.of(statements);
    }

    @Override
    public List<Statement> rename(CompositeType type, Address from, Address to) {
        return NewAddress.of("TYPE", from, to);
    }

    @Override
    public List<Statement> renameParts(CompositeType from, CompositeType to) {
        Map<Integer, String> wanted =
                to.fields().stream()
                        .collect(Collectors.toMap(CompositeField::number, CompositeField::name));
        Map<String, String> renames = new LinkedHashMap<>();
        for (CompositeField field : from.fields()) {
            String name = wanted.get(field.number());
            if (name != null && !name.equals(field.name())) {
                renames.put(field.name(), name);
            }
        }
        return PartNames.steps(renames, byName(from).keySet()).stream()
                .map(step ->
                        Statement.of(
                                "ALTER %s RENAME ATTRIBUTE %s TO %s",
                                Designation.of(from),
                                Identifiers.quote(step.from()),
                                Identifiers.quote(step.to())))
                .toList();
    }

    private static Statement add(CompositeType type, CompositeField field) {
        return Statement.of("ALTER %s ADD ATTRIBUTE %s", Designation.of(type), declaration(field));
    }

    private static Statement drop(CompositeType type, CompositeField field) {
        return Statement.of(
                "ALTER %s DROP ATTRIBUTE %s",
                Designation.of(type), Identifiers.quote(field.name()));
    }

    private static String declaration(CompositeField field) {
        return Identifiers.quote(field.name())
                + " "
                + field.type()
                + (field.collation() == null ? "" : " COLLATE " + field.collation());
    }

    private static boolean retyped(CompositeField from, @Nullable CompositeField to) {
        return to != null
                && (!from.type().equals(to.type())
                        || !Objects.equals(from.collation(), to.collation()));
    }

    private static Map<String, CompositeField> byName(CompositeType type) {
        return type.fields().stream()
                .collect(
                        Collectors.toMap(
                                CompositeField::name,
                                Function.identity(),
                                (a, b) -> a,
                                LinkedHashMap::new));
    }
}
