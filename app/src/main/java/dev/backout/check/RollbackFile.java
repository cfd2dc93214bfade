package dev.backout.check;

import dev.backout.ddl.Statement;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The text of a `rollback.sql`: what it undoes, how that was proved, what it does not bring back,
/// then the statements.
public final class RollbackFile {
    private RollbackFile() {}

    /// The whole file. The same migration on the same engine gives the same text.
    ///
    /// @param proof of a migration whose inverse is proved
    /// @param data what becomes of data, or null when that is not known
    /// @param engine the version of Backout
    /// @param server the scratch server, for people
    public static String text(
            MigrationProof proof, @Nullable DataVerdict data, String engine, String server) {
        List<String> lines = new ArrayList<>();
        lines.add("-- Undoes " + proof.name() + ".");
        lines.add(
                "-- Proved by Backout "
                        + engine
                        + " on "
                        + server
                        + ": migration, this file and the");
        lines.add("-- migration again lead to the schema before it, and to the schema after it.");
        if (proof.verdict() instanceof Verdict.Proved(List<String> notes)) {
            notes.forEach(note -> lines.add("-- Note: " + note + "."));
        }
        if (data != null) {
            for (Loss loss : data.losses()) {
                lines.add("-- Does not bring back: " + loss.text() + ".");
            }
            data.unknown().forEach(u -> lines.add("-- Unknown: " + u + "."));
        }
        lines.add("");
        for (Statement statement : proof.inverse()) {
            lines.add(statement.text());
        }
        return String.join("\n", lines) + "\n";
    }
}
