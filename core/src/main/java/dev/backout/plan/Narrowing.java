package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Conditions that find values which do not fit into a column's old type. Pure.
final class Narrowing {
    private static final Map<String, String> INTEGERS =
            Map.of(
                    "smallint", "BETWEEN -32768 AND 32767",
                    "integer", "BETWEEN -2147483648 AND 2147483647",
                    "bigint", "BETWEEN -9223372036854775808 AND 9223372036854775807");

    /// What texts have to look like on servers that cannot be asked.
    private static final Map<String, String> FORMS =
            Map.of(
                    "smallint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$",
                    "integer", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$",
                    "bigint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$",
                    "numeric",
                            "(?i)^[[:space:]]*([-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|nan|[-+]?inf(inity)?)[[:space:]]*$",
                    "boolean",
                            "(?i)^[[:space:]]*(t|true|f|false|y|yes|n|no|on|off|1|0)[[:space:]]*$",
                    "uuid", "(?i)^[{]?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[}]?$");

    /// Conversions that the server carries out for every value, though the text of some is no value
    /// of the other type.
    private static final Set<List<String>> CAST =
            Set.of(List.of("money", "numeric"), List.of("inet", "cidr"));

    private static final Pattern LENGTH = Pattern.compile("character(?: varying)?\\((\\d+)\\)");
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
    private static final int ASKS_INPUT = 16;

    private Narrowing() {}

    /// A condition for the rows whose value does not fit.
    ///
    /// @param was the column as it is now
    /// @param type the type that comes back
    /// @param end the schema that comes back, which knows the labels of enums
    /// @param major the server's major version; from 16 on the server answers for any type
    /// @return null when everything fits, an empty text when it cannot be asked
    static @Nullable String misfit(Column was, String type, Snapshot end, int major) {
        String name = Identifiers.quote(was.address().name());
        EnumType labels = enumOf(type, end);
        if (labels != null) {
            return "%s IS NOT NULL AND %s::text NOT IN (%s)"
                    .formatted(name, name, list(labels.labels()));
        }
        if (type.equals("text") || type.equals("character varying")) {
            return null;
        }
        String range = INTEGERS.get(type);
        boolean isNumber = INTEGERS.containsKey(was.type()) || was.type().startsWith("numeric");
        if (type.equals("numeric") && isNumber || CAST.contains(List.of(was.type(), type))) {
            return null;
        }
        if (was.type().equals("boolean") && isNumeric(type)) {
            return null;
        }
        if (type.equals("boolean") && isNumeric(was.type())) {
            return "%s IS NOT NULL AND NOT (%s %s)".formatted(name, name, INTEGERS.get("integer"));
        }
        if (range != null && isNumber) {
            return "%s IS NOT NULL AND NOT (%s %s)".formatted(name, name, range);
        }
        Matcher length = LENGTH.matcher(type);
        if (length.matches()) {
            return "char_length(rtrim(%s::text)) > %s".formatted(name, length.group(1));
        }
        Matcher numeric = NUMERIC.matcher(type);
        if (numeric.matches() && was.type().startsWith("numeric")) {
            int digits = Integer.parseInt(numeric.group(1)) - Integer.parseInt(numeric.group(2));
            return "%s <> 'NaN' AND abs(round(%s, %s)) >= 1e%d::numeric"
                    .formatted(name, name, numeric.group(2), digits);
        }
        if (major >= ASKS_INPUT && !type.contains(".")) {
            return "NOT pg_input_is_valid(%s::text, %s)".formatted(name, Identifiers.literal(type));
        }
        String form = FORMS.get(type);
        if (form == null) {
            return "";
        }
        String formed = "%s::text ~ %s".formatted(name, Identifiers.literal(form));
        return range == null
                ? "NOT (%s)".formatted(formed)
                : "CASE WHEN %s THEN NOT (%s::text::numeric %s) ELSE %s IS NOT NULL END"
                        .formatted(formed, name, range, name);
    }

    /// Numbers and truth are converted by way of integers.
    private static boolean isNumeric(String type) {
        return INTEGERS.containsKey(type)
                || type.startsWith("numeric")
                || type.equals("real")
                || type.equals("double precision");
    }

    /// Whether a column's type is that enum or an array of it.
    static boolean isOf(String type, String enumName) {
        return type.equals(enumName) || type.equals(enumName + "[]");
    }

    /// A condition for the rows that use one of these labels.
    static String usesLabels(Column column, List<String> labels) {
        String name = Identifiers.quote(column.address().name());
        String texts = labels.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        return column.type().endsWith("[]")
                ? "%s::text[] && array[%s]::text[]".formatted(name, texts)
                : "%s::text in (%s)".formatted(name, texts);
    }

    /// Whether a label only has another text there: its identity stays.
    static boolean renamed(EnumLabel label, EnumType then) {
        return then.labels().stream().anyMatch(other -> other.oid() == label.oid());
    }

    private static @Nullable EnumType enumOf(String type, Snapshot end) {
        for (Entry entry : end.entries()) {
            Address address = entry.address();
            if (address.kind() == ObjectKind.ENUM_TYPE
                    && Identifiers.dotted(address.path()).equals(type)) {
                return (EnumType) entry.object();
            }
        }
        return null;
    }

    private static String list(List<EnumLabel> labels) {
        return labels.stream()
                .map(label -> Identifiers.literal(label.text()))
                .collect(Collectors.joining(", "));
    }
}
