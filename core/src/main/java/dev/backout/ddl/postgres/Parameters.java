package dev.backout.ddl.postgres;

import dev.backout.ddl.Statement;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lists of `name=value`, as `reloptions` and `attoptions` have them, as SQL.
final class Parameters {
    private static final Pattern BARE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?|true|false|on|off");

    private Parameters() {}

    /// ` WITH (fillfactor = 70)` with a leading space, or nothing for an empty list.
    static String with(List<String> parameters) {
        return parameters.isEmpty() ? "" : " WITH (" + assignments(parameters) + ")";
    }

    /// `prefix SET (...)` and `prefix RESET (...)`, as far as there is a difference.
    static List<Statement> change(String prefix, List<String> from, List<String> to) {
        SequencedMap<String, String> old = map(from);
        SequencedMap<String, String> wanted = map(to);
        List<Statement> statements = new ArrayList<>();
        List<String> gone = old.keySet().stream().filter(n -> !wanted.containsKey(n)).toList();
        if (!gone.isEmpty()) {
            statements.add(new Statement(prefix + " RESET (" + names(gone) + ")"));
        }
        List<String> set = to.stream().filter(p -> !from.contains(p)).toList();
        if (!set.isEmpty()) {
            statements.add(new Statement(prefix + " SET (" + assignments(set) + ")"));
        }
        return statements;
    }

    /// The part before the equals sign.
    static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    /// The part after the equals sign.
    static String value(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? "" : parameter.substring(equals + 1);
    }

    static SequencedMap<String, String> map(List<String> parameters) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        parameters.forEach(p -> map.put(name(p), value(p)));
        return map;
    }

    private static String assignments(List<String> parameters) {
        return parameters.stream()
                .map(p -> names(List.of(name(p))) + " = " + bareOrLiteral(value(p)))
                .collect(Collectors.joining(", "));
    }

    /// A name may carry the name space `toast.`, which is no part of the identifier.
    private static String names(List<String> names) {
        return names.stream()
                .map(n -> Identifiers.dotted(List.of(n.split("\\.", 2))))
                .collect(Collectors.joining(", "));
    }

    private static String bareOrLiteral(String value) {
        return BARE.matcher(value).matches() ? value : Identifiers.literal(value);
    }
}
