package dev.backout.proof;

import dev.backout.scratch.Help;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Files that need a hand where an ordinary role runs them: what they were rewritten to, which is
/// what runs from then on. For one thread.
final class HelpedFiles {
    private static final String WITHHELD =
            "privilege that an ordinary role may not give or take (on what belongs to an"
                    + " extension)";

    /// What may take such a privilege away; nobody knows of it here.
    private static final Set<String> TAKING =
            Set.of("DROP EXTENSION", "ALTER EXTENSION", "DROP SCHEMA", "DROP OWNED");

    private final Map<String, String> rewritten = new HashMap<>();
    private final Set<String> notes = new TreeSet<>();
    private final Set<String> unmodelled = new TreeSet<>();
    private boolean withheld;

    /// A file with what was done for it so far.
    String of(String sql) {
        return rewritten.getOrDefault(sql, sql);
    }

    /// Whether no file needed any.
    boolean none() {
        return rewritten.isEmpty();
    }

    /// What comes of a file that failed: what an ordinary role may not do and migrations fairly
    /// need is done for it, and it runs once more.
    ///
    /// @param failed how it failed in this database
    /// @param send runs a text there
    MessageOutcome retried(
            ScratchDatabase database,
            String sql,
            MessageOutcome.Failed failed,
            Function<String, MessageOutcome> send) {
        if (rewritten.containsKey(sql)) {
            return failed;
        }
        return switch (database.help(sql, failed.failure())) {
            case Help.NotNeeded() -> failed;
            case Help.Refused refused -> outcome(refused, sql, failed.failure());
            case Help.Rewritten help -> {
                rewritten.put(sql, help.sql());
                notes.addAll(help.notes());
                unmodelled.addAll(help.unmodelled());
                yield send.apply(help.sql());
            }
        };
    }

    /// Whether a file took effect as it would for whoever owns what it grants and revokes. The
    /// server only warns, and a superuser who runs the same file is not refused. Files behind it
    /// may take away what is not there here.
    MessageOutcome heard(MessageOutcome outcome) {
        if (outcome instanceof MessageOutcome.Completed completed) {
            withheld |= completed.withheld();
            if (completed.withheld()
                    || withheld && completed.tags().stream().anyMatch(TAKING::contains)) {
                unmodelled.add(WITHHELD);
            }
        }
        return outcome;
    }

    private static MessageOutcome outcome(Help.Refused refused, String sql, ServerFailure failure) {
        int position = sql.indexOf(refused.statement()) + 1;
        return new MessageOutcome.Failed(
                new ServerFailure(
                        failure.sqlState(),
                        refused.reason(),
                        null,
                        refused.hint().isEmpty() ? null : refused.hint(),
                        refused.statement().isEmpty() ? failure.position() : position,
                        null,
                        null,
                        null),
                List.of(),
                0);
    }

    /// What was done otherwise than files say since this was last asked.
    List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /// Kinds of what files change that was left alone here, since this was last asked.
    Set<String> takeUnmodelled() {
        Set<String> taken = Set.copyOf(unmodelled);
        unmodelled.clear();
        return taken;
    }
}
