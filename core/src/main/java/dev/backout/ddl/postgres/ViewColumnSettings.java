package dev.backout.ddl.postgres;

import dev.backout.ddl.Statement;
import dev.backout.schema.ViewColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// What ALTER MATERIALIZED VIEW ... ALTER COLUMN sets; `storage`, `compression` and `statistics`
/// stand among the attribute options.
final class ViewColumnSettings {
    private static final List<String> SPECIAL = List.of("storage", "compression", "statistics");

    private ViewColumnSettings() {}

    /// @param prefix `ALTER MATERIALIZED VIEW v ALTER COLUMN c`
    static List<Statement> change(String prefix, List<String> from, ViewColumn to) {
        List<Statement> statements = new ArrayList<>();
        SequencedMap<String, String> old = Parameters.map(from);
        SequencedMap<String, String> wanted = Parameters.map(to.options());
        for (String name : SPECIAL) {
            String value = wanted.getOrDefault(name, "");
            if (!value.equals(old.getOrDefault(name, ""))) {
                String set = value.isEmpty() ? usual(name) : value;
                statements.add(
                        new Statement(
                                prefix + " SET " + name.toUpperCase(Locale.ROOT) + " " + set));
            }
        }
        statements.addAll(Parameters.change(prefix, plain(from), plain(to.options())));
        return statements;
    }

    private static String usual(String name) {
        return switch (name) {
            case "storage" -> "EXTENDED";
            case "compression" -> "DEFAULT";
            default -> "-1";
        };
    }

    private static List<String> plain(List<String> options) {
        return options.stream().filter(o -> !SPECIAL.contains(Parameters.name(o))).toList();
    }
}
