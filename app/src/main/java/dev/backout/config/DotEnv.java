package dev.backout.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a `.env` file as the dotenv package does, and fills in `${NAME}` as Prisma 6 does.
///
/// `$NAME` without braces stays as it is, there as here: passwords hold dollar signs.
public final class DotEnv {
    private static final Pattern LINE =
            Pattern.compile(
                    """
                    ^[ \\t]*(?:export[ \\t]+)?([\\w.-]+)(?:[ \\t]*=|:[ \\t])[ \\t]*\
                    ('(?:[^'\\\\]++|\\\\[\\s\\S])*+'\
                    |"(?:[^"\\\\]++|\\\\[\\s\\S])*+"\
                    |`(?:[^`\\\\]++|\\\\[\\s\\S])*+`\
                    |[^#\\r\\n]*)?\
                    [ \\t]*(?:#.*)?$\
                    """,
                    Pattern.MULTILINE);
    private static final Pattern REFERENCE = Pattern.compile("(\\\\?)\\$\\{(\\w+)}");

    private final Map<String, String> environment;
    private final Map<String, String> raw;

    private DotEnv(Map<String, String> environment, Map<String, String> raw) {
        this.environment = environment;
        this.raw = raw;
    }

    /// The file's variables.
    ///
    /// @param environment what the process has; it goes before the file in `${NAME}`
    static Map<String, String> parse(String text, Map<String, String> environment) {
        Map<String, String> raw = new LinkedHashMap<>();
        Matcher line = LINE.matcher(text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (line.find()) {
            raw.put(line.group(1), value(line.group(2)));
        }
        var file = new DotEnv(environment, raw);
        Map<String, String> expanded = new HashMap<>();
        raw.forEach((name, value) -> expanded.put(name, file.expand(value, Set.of(name))));
        return expanded;
    }

    /// The names of the file's variables, in its order.
    public static List<String> names(String text) {
        return LINE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String value(String written) {
        String text = written.strip();
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        boolean quoted =
                text.length() > 1 && "'\"`".indexOf(first) >= 0 && text.endsWith("" + first);
        String bare = quoted ? text.substring(1, text.length() - 1) : text;
        return quoted && first == '"' ? bare.replace("\\n", "\n").replace("\\r", "\r") : bare;
    }

    /// A name that leads back to itself is empty.
    private String expand(String value, Set<String> open) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> {
                    String name = found.group(2);
                    String text =
                            found.group(1).isEmpty() ? resolve(name, open) : "${" + name + "}";
                    return Matcher.quoteReplacement(text);
                });
    }

    private String resolve(String name, Set<String> open) {
        String outer = environment.get(name);
        if (outer != null) {
            return outer;
        }
        String value = raw.get(name);
        if (value == null || open.contains(name)) {
            return "";
        }
        Set<String> deeper = new HashSet<>(open);
        deeper.add(name);
        return expand(value, deeper);
    }
}
