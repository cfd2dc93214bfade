package dev.backout.check;

import dev.backout.ddl.Statement;
import dev.backout.observe.Loss;
import dev.backout.proof.Verdict;

import java.util.ArrayList;
import java.util.List;

/// The text of a `rollback.sql`: what it undoes, how that was proved, what it does not bring back,
/// then the statements.
public final class RollbackFile {
    private RollbackFile() {}

    /// The whole file. The same migration on the same engine gives the same text.
    ///
    /// @param migration a migration whose inverse is proved
    /// @param engine the version of Backout
    /// @param server the scratch server, for people
    public static String text(CheckedMigration migration, String engine, String server) {
        List<String> lines = new ArrayList<>();
        lines.add("-- Undoes " + migration.name() + ".");
        lines.add(
                "-- Proved by Backout "
                        + engine
                        + " on "
                        + server
                        + ": migration, this file and the");
        lines.add("-- migration again lead to the schema before it, and to the schema after it.");
        if (migration.proof().verdict() instanceof Verdict.Proved(List<String> notes)) {
            notes.forEach(note -> lines.add("-- Note: " + note + "."));
        }
        if (migration.data() != null) {
            for (Loss loss : migration.data().losses()) {
                lines.add("-- Does not bring back: " + loss.text() + ".");
            }
            migration.data().unknown().forEach(u -> lines.add("-- Unknown: " + u + "."));
        }
        lines.add("");
        for (Statement statement : migration.proof().inverse()) {
            lines.add(statement.text());
        }
        return String.join("\n", lines) + "\n";
    }
}
