package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.NotNull;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// COMMENT ON.
final class Comments {
    private Comments() {}

    /// Sets a comment, or removes it when there is none.
    static Statement on(String designation, @Nullable String comment) {
        String text = comment == null ? "NULL" : Identifiers.literal(comment);
        return new Statement("COMMENT ON " + designation + " IS " + text);
    }

    /// The comment of a NOT NULL constraint, which PostgreSQL 18 knows.
    static List<Statement> onNotNull(Column from, Column to) {
        NotNull wanted = to.notNull();
        String old = from.notNull() == null ? null : from.notNull().comment();
        if (wanted == null || Objects.equals(old, wanted.comment())) {
            return List.of();
        }
        String designation =
                "CONSTRAINT %s ON %s"
                        .formatted(
                                Identifiers.quote(NotNullDdl.name(to, wanted)),
                                Designation.name(to.address().table()));
        return List.of(on(designation, wanted.comment()));
    }

    /// The comments of a composite type's attributes.
    static List<Statement> onFields(CompositeType from, CompositeType to) {
        Map<String, @Nullable String> old = new HashMap<>();
        from.fields().forEach(field -> old.put(field.name(), field.comment()));
        return to.fields().stream()
                .filter(field -> !Objects.equals(old.get(field.name()), field.comment()))
                .map(field -> on(column(to, field), field.comment()))
                .toList();
    }

    private static String column(CompositeType type, CompositeField field) {
        return "COLUMN " + Designation.name(type.address()) + "." + Identifiers.quote(field.name());
    }
}
