package dev.backout.verify;

import dev.backout.journal.RunRecord;

import java.util.List;

/// What was found about a run.
///
/// @param run which run
/// @param place the database, for people
/// @param all what was looked at, in order
public record VerifyReport(RunRecord run, String place, List<Checked> all) {
    /// Copies the list.
    public VerifyReport {
        all = List.copyOf(all);
    }

    /// Whether nothing is wrong.
    public boolean good() {
        return wrong() == 0;
    }

    /// How much is wrong.
    public long wrong() {
        return count(Outcome.Wrong.class);
    }

    /// How much is as it has to be.
    public long right() {
        return count(Outcome.Good.class);
    }

    /// How much nobody can tell.
    public long open() {
        return count(Outcome.NotCompared.class);
    }

    private long count(Class<? extends Outcome> kind) {
        return all.stream().filter(one -> kind.isInstance(one.outcome())).count();
    }
}
