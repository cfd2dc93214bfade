package dev.backout.vault.merge;

import org.jspecify.annotations.Nullable;

/// Casts, written only where the types differ.
final class Casts {
    private Casts() {}

    static String to(String expression, @Nullable String type, String wanted) {
        return wanted.equals(type) ? expression : "%s::%s".formatted(expression, wanted);
    }
}
