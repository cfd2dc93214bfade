package dev.backout.integration.command;

import java.util.List;

/// What a script said.
///
/// @param count how many lines there were that are not blank
/// @param last the last of them, without secrets, the oldest first
public record Said(long count, List<String> last) {
    private static final int SHOWN = 5;

    /// Copies the list.
    public Said {
        last = List.copyOf(last);
    }

    /// The last line.
    public String lastLine() {
        return last.isEmpty() ? "it said nothing" : last.getLast();
    }

    /// The last few lines, for one line of the journal.
    public String text() {
        return last.isEmpty()
                ? "it said nothing"
                : String.join(" | ", last.subList(Math.max(0, last.size() - SHOWN), last.size()));
    }
}
