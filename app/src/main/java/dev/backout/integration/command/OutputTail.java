package dev.backout.integration.command;

import dev.backout.reference.SecretMask;

import java.util.ArrayDeque;
import java.util.Deque;

/// The end of what a script says, in constant memory. Safe for several threads.
final class OutputTail {
    private static final int KEPT = 20;
    private static final int LONGEST = 400;

    private final SecretMask mask;
    private final Deque<String> last = new ArrayDeque<>();
    private long count;

    OutputTail(SecretMask mask) {
        this.mask = mask;
    }

    /// Takes a line.
    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        count++;
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    /// What was said until now.
    synchronized Said said() {
        return new Said(count, last.stream().map(this::shown).toList());
    }

    /// A line as it may be shown. What is masked is the whole line: a secret that is cut in two
    /// would not be found.
    String shown(String line) {
        String masked = mask.masked(line).strip();
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "...";
    }
}
