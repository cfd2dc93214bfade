package dev.backout.doctor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One thing that was found.
///
/// @param topic what it is about
/// @param severity how much it matters
/// @param title what was found, half a sentence; names in it come from the database as they are
/// @param details what follows from it, one sentence each
/// @param remedy the command or SQL that mends it, or null when nothing needs mending
public record Finding(
        Topic topic,
        Severity severity,
        String title,
        List<String> details,
        @Nullable String remedy) {
    public Finding {
        details = List.copyOf(details);
    }

    /// As it should be.
    public static Finding ok(Topic topic, String title) {
        return new Finding(topic, Severity.OK, title, List.of(), null);
    }

    /// Worth knowing.
    public static Finding note(Topic topic, String title, @Nullable String remedy) {
        return new Finding(topic, Severity.NOTE, title, List.of(), remedy);
    }

    /// A run can go, and this can spoil it.
    public static Finding warning(Topic topic, String title, @Nullable String remedy) {
        return new Finding(topic, Severity.WARNING, title, List.of(), remedy);
    }

    /// It stands in the way of a run.
    public static Finding problem(Topic topic, String title, @Nullable String remedy) {
        return new Finding(topic, Severity.PROBLEM, title, List.of(), remedy);
    }

    /// The same with what follows from it.
    public Finding with(String... sentences) {
        return new Finding(topic, severity, title, List.of(sentences), remedy);
    }
}
