package dev.backout.setup;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// Lets names through and nothing else: what a file holds in the place of a name may be a secret,
/// or YAML that would mean something in ours.
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:@/-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
    private static final Pattern PATH = Pattern.compile("[\\w .@/+()\\[\\]-]{1,200}");

    private Names() {}

    /// A name of Kubernetes, of a role or of a database, or null.
    static @Nullable String plain(@Nullable String text) {
        return fitting(PLAIN, text);
    }

    /// The name of a context, which providers fill with colons and slashes, or null.
    static @Nullable String context(@Nullable String text) {
        return fitting(CONTEXT, text);
    }

    /// The name of a variable, or null.
    static @Nullable String variable(@Nullable String text) {
        return fitting(VARIABLE, text);
    }

    /// The path of a file, or a word for one that is better not repeated.
    static String path(String text) {
        return PATH.matcher(text).matches() ? text : "a file with an odd name";
    }

    /// Whether a variable holds the URL of a database, by its name.
    static boolean ofDatabase(String variable) {
        return variable.matches(".*(DATABASE|POSTGRES|PG|DB)(_\\w+)?_(URL|URI)|DIRECT_URL");
    }

    private static @Nullable String fitting(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }
}
