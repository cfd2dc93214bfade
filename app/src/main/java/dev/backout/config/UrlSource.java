package dev.backout.config;

/// Where a project says its database URL is.
public sealed interface UrlSource {
    /// In a variable: `env("DATABASE_URL")`, `process.env.DATABASE_URL`.
    record Variable(String name) implements UrlSource {}

    /// Written out. Not printed: it may hold a password.
    record Literal(String text) implements UrlSource {
        @Override
        public String toString() {
            return "Literal[***]";
        }
    }

    /// In code that is not understood without running it. The code is not kept: a password may
    /// stand in it.
    record Unclear() implements UrlSource {}
}
