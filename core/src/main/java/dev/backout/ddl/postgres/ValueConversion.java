package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.schema.Column;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// How a value of an old type becomes one of the new type of its name.
///
/// @param from the old type
/// @param to the new type, at the same address
record ValueConversion(DbObject from, DbObject to) {
    /// Why these columns cannot be converted, as half a sentence, or null.
    @Nullable String obstacle(Collection<Column> columns) {
        if (from instanceof CompositeType) {
            for (Column column : columns) {
                if (column.type().endsWith("[]")) {
                    return column.address().title() + " is an array of it";
                }
            }
        }
        return null;
    }

    /// The expression after USING. Through text, as there is no other way between two enums; the
    /// attributes of a composite value one by one.
    String of(Column column) {
        String name = Identifiers.quote(column.address().name());
        return from instanceof CompositeType old && to instanceof CompositeType wanted
                ? composite(name, old, wanted)
                : name + "::text::" + column.type();
    }

    private static String composite(String column, CompositeType from, CompositeType to) {
        List<String> values = new ArrayList<>();
        to.fields().forEach(field -> values.add(attribute(column, from, field)));
        return "CASE WHEN %s IS DISTINCT FROM NULL THEN ROW(%s)::%s END"
                .formatted(column, String.join(", ", values), Designation.name(to.address()));
    }

    private static String attribute(String column, CompositeType from, CompositeField wanted) {
        for (CompositeField field : from.fields()) {
            if (field.name().equals(wanted.name())) {
                String value = "(%s).%s".formatted(column, Identifiers.quote(field.name()));
                return field.type().equals(wanted.type())
                        ? value
                        : value + "::text::" + wanted.type();
            }
        }
        return "NULL";
    }
}
