package dev.backout.rows;

import dev.backout.schema.Catalogs;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.DomainType;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.RangeType;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Values for the types of one schema, as the text of a constant whose type the server works out.
/// One type and one row give one value, so that columns which refer to each other agree.
final class SampleValues {
    private final Map<String, DbObject> types = new HashMap<>();
    private final Map<String, String> multiranges = new HashMap<>();
    private final Map<String, List<String>> allowed = new HashMap<>();

    SampleValues(Snapshot schema) {
        for (Unit unit : schema.units().values()) {
            if (unit.root().catalog() == Catalogs.TYPE) {
                unit.entries().stream().map(Entry::object).forEach(this::add);
            }
        }
    }

    private void add(DbObject object) {
        switch (object) {
            case EnumType _, DomainType _, CompositeType _ ->
                    types.put(Identifiers.dotted(object.address().path()), object);
            case RangeType range -> {
                types.put(Identifiers.dotted(range.address().path()), range);
                multiranges.put(range.multirange(), range.subtype());
            }
            case DomainConstraint check -> {
                List<String> values = AllowedValues.of(check.definition());
                if (!values.isEmpty()) {
                    allowed.put(Identifiers.dotted(check.address().path().subList(0, 2)), values);
                }
            }
            default -> {}
        }
    }

    /// A value, or null when none is known.
    ///
    /// @param type as format_type prints it
    /// @param row which row it is for, from 0
    /// @param key whether it is to stay clear of the small numbers that sequences and migrations
    ///   give
    @Nullable String text(String type, int row, boolean key) {
        if (type.endsWith("[]")) {
            String element = text(type.substring(0, type.length() - 2), row, key);
            return element == null ? null : "{" + quoted(element) + "}";
        }
        return switch (types.get(type)) {
            case null -> plain(type, row, key);
            case EnumType labels ->
                    labels.labels().isEmpty()
                            ? null
                            : labels.labels().get(row % labels.labels().size()).text();
            case DomainType domain -> {
                List<String> values = allowed.get(type);
                yield values == null
                        ? text(domain.baseType(), row, key)
                        : values.get(row % values.size());
            }
            case CompositeType composite -> fields(composite.fields(), row);
            case RangeType range -> range(range.subtype(), row);
            default -> null;
        };
    }

    private @Nullable String plain(String type, int row, boolean key) {
        if (type.equals("\"char\"")) {
            return String.valueOf((char) ('a' + row));
        }
        String subtype = BuiltInTypes.elementOfRange(type);
        if (subtype != null) {
            return range(subtype, row);
        }
        String element = BuiltInTypes.elementOfMultirange(type);
        if (element == null) {
            element = multiranges.get(type);
        }
        if (element != null) {
            String range = range(element, row);
            return range == null ? null : "{" + range + "}";
        }
        return BuiltInTypes.text(type, row + 1, key);
    }

    /// One point: that is a range of every type.
    private @Nullable String range(String subtype, int row) {
        String point = text(subtype, row, false);
        return point == null ? null : "[" + quoted(point) + "," + quoted(point) + "]";
    }

    private String fields(List<CompositeField> fields, int row) {
        List<String> texts = new ArrayList<>();
        for (CompositeField field : fields) {
            String value = text(field.type(), row, false);
            texts.add(value == null ? "" : quoted(value));
        }
        return "(" + String.join(",", texts) + ")";
    }

    /// As arrays, rows and ranges all take it.
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
