package dev.backout.ddl.postgres;

import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// OPTIONS (...) of foreign-data wrappers, servers, user mappings, foreign tables and their
/// columns.
final class ForeignOptions {
    private ForeignOptions() {}

    /// ` OPTIONS (a 'b')` with a leading blank, or the empty text.
    static String clause(List<String> options) {
        List<String> settings = new ArrayList<>();
        map(options).forEach((name, value) -> settings.add(setting(name, value)));
        return inParentheses(settings);
    }

    /// ` OPTIONS (ADD a 'b', SET c 'd', DROP e)` with a leading blank, or the empty text when
    /// nothing differs.
    static String changes(List<String> from, List<String> to) {
        Map<String, String> earlier = map(from);
        Map<String, String> later = map(to);
        List<String> actions = new ArrayList<>();
        earlier.keySet().stream()
                .filter(name -> !later.containsKey(name))
                .forEach(name -> actions.add("DROP " + Identifiers.quote(name)));
        later.forEach((name, value) -> {
            if (!earlier.containsKey(name)) {
                actions.add("ADD " + setting(name, value));
            } else if (!Objects.equals(earlier.get(name), value)) {
                actions.add("SET " + setting(name, value));
            }
        });
        return inParentheses(actions);
    }

    private static String inParentheses(List<String> items) {
        return items.isEmpty() ? "" : " OPTIONS (" + String.join(", ", items) + ")";
    }

    private static String setting(String name, String value) {
        return Identifiers.quote(name) + " " + Identifiers.literal(value);
    }

    private static Map<String, String> map(List<String> options) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            map.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return map;
    }
}
