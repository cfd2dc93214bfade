package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Options that the scripts of a `package.json` give to node-pg-migrate, by their long names.
///
/// @param values what each option has, in order
record NodePgOptions(Map<String, List<String>> values) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");
    private static final Map<String, String> SHORT =
            Map.of(
                    "-m", "migrations-dir",
                    "-t", "migrations-table",
                    "-s", "schema",
                    "-d", "database-url-var",
                    "-f", "config-file");
    private static final List<String> FLAGS =
            List.of(
                    "create-schema",
                    "create-migrations-schema",
                    "check-order",
                    "lock",
                    "decamelize",
                    "use-glob");

    NodePgOptions {
        values = Map.copyOf(values);
    }

    /// What the scripts say together.
    ///
    /// @throws BackoutException `configuration-invalid` when two of them differ
    static NodePgOptions of(Document.Fields scripts) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        scripts.fields()
                .forEach((name, script) -> {
                    if (script instanceof Document.Text(String text)) {
                        for (List<String> words : calls(text)) {
                            parse(words)
                                    .forEach((option, given) ->
                                            put(values, origins, name, option, given));
                        }
                    }
                });
        return new NodePgOptions(values);
    }

    /// Whether a script calls the program, with options or without.
    static boolean called(Document.Fields scripts) {
        return scripts.fields().values().stream()
                .anyMatch(script ->
                        script instanceof Document.Text(String text) && !calls(text).isEmpty());
    }

    private static void put(
            Map<String, List<String>> values,
            Map<String, String> origins,
            String script,
            String option,
            List<String> given) {
        List<String> earlier = values.putIfAbsent(option, given);
        String origin = origins.putIfAbsent(option, script);
        if (earlier != null && !earlier.equals(given)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the scripts %s and %s of package.json give node-pg-migrate different --%s"
                            .formatted(origin, script, option),
                    "say which counts in backout.yaml, under nodePgMigrate; the directory with"
                            + " --migrations DIR");
        }
    }

    /// The words behind each call of the program.
    private static List<List<String>> calls(String script) {
        List<List<String>> calls = new ArrayList<>();
        for (String part : script.split("&&|\\|\\||[;|]", -1)) {
            List<String> words = words(part);
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).matches("(.*/)?node-pg-migrate(\\.js)?")) {
                    calls.add(words.subList(i + 1, words.size()));
                    break;
                }
            }
        }
        return calls;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(quoted == null ? matcher.group(3) : quoted);
        }
        return words;
    }

    private static Map<String, List<String>> parse(List<String> words) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String inline = word.contains("=") ? word.substring(word.indexOf('=') + 1) : null;
            String bare = inline == null ? word : word.substring(0, word.indexOf('='));
            String name = SHORT.getOrDefault(bare, bare.startsWith("--") ? bare.substring(2) : "");
            if (name.startsWith("no-") && FLAGS.contains(name.substring(3))) {
                values.put(name.substring(3), List.of("false"));
            } else if (!name.isEmpty()) {
                boolean follows = i + 1 < words.size() && !words.get(i + 1).startsWith("-");
                boolean flag = FLAGS.contains(name);
                boolean truth = follows && words.get(i + 1).matches("true|false");
                String value =
                        inline != null
                                ? inline
                                : follows && (!flag || truth) ? words.get(++i) : "true";
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    /// The last value of an option, or null.
    @Nullable String text(String option) {
        List<String> given = values.get(option);
        return given == null ? null : given.getLast();
    }

    /// All values of an option.
    List<String> texts(String option) {
        return values.getOrDefault(option, List.of());
    }

    /// With what else is said, where nothing is said here.
    NodePgOptions or(Map<String, List<String>> more) {
        Map<String, List<String>> all = new LinkedHashMap<>(more);
        all.putAll(values);
        return new NodePgOptions(all);
    }
}
