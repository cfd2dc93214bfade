package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.Fitting;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What becomes of single values of one column, and the SQL of it. Immutable.
record Mapped(ValueMap map) {
    /// What came of an option.
    sealed interface Mapping {
        /// What is done to the live rows.
        record To(Fitting fitting) implements Mapping {}

        /// It names what is not there.
        record Unknown(String why) implements Mapping {}
    }

    private static final String OPTION = "--map \"%s: %s -> %s\"";

    /// Whether it is about this column.
    boolean names(Address column) {
        List<String> path = map.path();
        List<String> own = column.path();
        return own.size() >= path.size()
                && own.subList(own.size() - path.size(), own.size()).equals(path);
    }

    /// Whether somebody said what becomes of a value.
    boolean covers(String value) {
        return map.values().stream().anyMatch(one -> one.from().equals(value));
    }

    /// The rows that meet a condition and have none of the values.
    String rest(String condition, Column column) {
        return "(%s) AND NOT (%s)".formatted(condition, rows(column));
    }

    /// The option as a person would type it.
    ///
    /// @param targets what it may become; none when nobody can list that
    static String remedy(Address column, String value, List<String> targets) {
        String name =
                column.path().stream()
                        .map(one -> one.matches("[^.:\"]+") ? one : Identifiers.quote(one))
                        .collect(Collectors.joining("."));
        return OPTION.formatted(name, value, targets.isEmpty() ? "OTHER" : targets.getFirst());
    }

    /// What is done to the live rows.
    ///
    /// @param column as it is now
    /// @param then as it will be
    /// @param before the schema that the way leads to
    /// @param after the schema now
    Mapping fitting(Column column, Column then, Snapshot before, Snapshot after) {
        List<String> values = new ArrayList<>();
        for (ValueMap.Value value : map.values()) {
            String to = value.to();
            EnumType type = enumOf(then.type(), before);
            if (to != null && type != null) {
                to = label(to, type, after);
                if (to == null) {
                    return new Mapping.Unknown(
                            "--map gives %s to %s, which is no label of it before the migration; there are %s"
                                    .formatted(
                                            value.to(),
                                            then.address().text(),
                                            type.labels().stream()
                                                    .map(EnumLabel::text)
                                                    .collect(Collectors.joining(", "))));
                }
            }
            values.add(to == null ? "NULL" : Identifiers.literal(to));
        }
        return new Mapping.To(
                new Fitting.Value(
                        column.address().table(),
                        column.address().name(),
                        "SELECT tableoid, ctid FROM %s WHERE %s"
                                .formatted(
                                        Identifiers.dotted(column.address().table().path()),
                                        rows(column)),
                        expression(column, values),
                        null));
    }

    /// How many rows have one of the values.
    Count count(LiveCounter counter, Column column) {
        Address table = column.address().table();
        return counter.where(
                table,
                "FROM %s WHERE %s".formatted(Identifiers.dotted(table.path()), rows(column)));
    }

    /// `ARCHIVED -> CLOSED, LOST -> NULL`.
    String text() {
        return map.values().stream()
                .map(one -> "%s -> %s".formatted(one.from(), one.to() == null ? "NULL" : one.to()))
                .collect(Collectors.joining(", "));
    }

    private String rows(Column column) {
        String name = Identifiers.quote(column.address().name());
        String values =
                map.values().stream()
                        .map(one -> Identifiers.literal(one.from()))
                        .collect(Collectors.joining(", "));
        return isArray(column)
                ? "%s::text[] && ARRAY[%s]::text[]".formatted(name, values)
                : "%s::text IN (%s)".formatted(name, values);
    }

    private String expression(Column column, List<String> values) {
        String name = Identifiers.quote(column.address().name());
        if (isArray(column)) {
            String replaced = name + "::text[]";
            for (int i = 0; i < values.size(); i++) {
                replaced =
                        "pg_catalog.array_replace(%s, %s, %s)"
                                .formatted(
                                        replaced,
                                        Identifiers.literal(map.values().get(i).from()),
                                        values.get(i));
            }
            return replaced;
        }
        StringBuilder cases = new StringBuilder("CASE %s::text".formatted(name));
        for (int i = 0; i < values.size(); i++) {
            cases.append(
                    " WHEN %s THEN %s"
                            .formatted(
                                    Identifiers.literal(map.values().get(i).from()),
                                    values.get(i)));
        }
        return cases.append(" END").toString();
    }

    private static boolean isArray(Column column) {
        return column.type().endsWith("[]");
    }

    /// The old label's text now: it may have been renamed since.
    private static @Nullable String label(String text, EnumType type, Snapshot after) {
        for (EnumLabel label : type.labels()) {
            if (label.text().equals(text)) {
                for (Entry entry : after.entries()) {
                    if (entry.object() instanceof EnumType now) {
                        for (EnumLabel other : now.labels()) {
                            if (other.oid() == label.oid()) {
                                return other.text();
                            }
                        }
                    }
                }
                return text;
            }
        }
        return null;
    }

    private static @Nullable EnumType enumOf(String type, Snapshot schema) {
        for (Entry entry : schema.entries()) {
            Address address = entry.address();
            if (address.kind() == ObjectKind.ENUM_TYPE
                    && Narrowing.isOf(type, Identifiers.dotted(address.path()))) {
                return (EnumType) entry.object();
            }
        }
        return null;
    }
}
