package dev.backout.testkit.client;

import dev.backout.observe.Judgement;
import dev.backout.testkit.client.Trouble.Kind;

import java.util.List;

/// What was said of an application on the other schema, and what it met there.
///
/// @param migration the migration between the two schemas
/// @param version which application
/// @param said what follows from the observation
/// @param statements how many statements were compared
/// @param troubles what it met
public record ClientJudgement(
        String migration, Version version, Judgement said, int statements, List<Trouble> troubles) {
    /// The two applications.
    public enum Version {
        /// The previous one, on the new schema.
        OLD,
        /// The new one, on the old schema.
        NEW
    }

    /// Copies the list.
    public ClientJudgement {
        troubles = List.copyOf(troubles);
    }

    /// Whether it was called safe and does not work.
    public boolean falseSafe() {
        return said.safe() && breaks();
    }

    /// Whether something of it no longer works.
    public boolean breaks() {
        return troubles.stream().anyMatch(Trouble::breaks);
    }

    /// Whether it works but gets something else than on its own schema.
    public boolean differs() {
        return !breaks() && troubles.stream().anyMatch(t -> t.kind() == Kind.DIFFERENT);
    }
}
