package dev.backout.plan;

import dev.backout.migration.HistoryAction;

import java.util.List;

/// What came of working out one way to deal with a migration that failed.
sealed interface Solution {
    /// Which way.
    Way way();

    /// It can be taken, unless rows are in its way.
    ///
    /// @param strategy what a plan says it is
    /// @param history what becomes of the failed row
    /// @param barred whether the same file must not be applied again
    /// @param statements what is run, without semicolons
    /// @param before the touched objects as they are
    /// @param after the touched objects as they will be
    /// @param afterwards what runs one by one after the transaction
    /// @param between the touched objects as they are before that
    /// @param cost what is lost and locked
    /// @param text what it does, for people
    record Possible(
            Way way,
            Strategy strategy,
            HistoryAction history,
            boolean barred,
            List<String> statements,
            List<Expectation> before,
            List<Expectation> after,
            List<LoneStatement> afterwards,
            List<Expectation> between,
            Cost cost,
            String text)
            implements Solution {
        /// Copies the lists.
        public Possible {
            statements = List.copyOf(statements);
            before = List.copyOf(before);
            after = List.copyOf(after);
            afterwards = List.copyOf(afterwards);
            between = List.copyOf(between);
        }

        /// Whether it can be taken at once and destroys nothing that is there now.
        boolean harmless() {
            return cost.obstacles().isEmpty()
                    && cost.casualties().stream().allMatch(Casualty::since);
        }
    }

    /// It cannot be taken.
    ///
    /// @param why one sentence without a full stop
    record Impossible(Way way, String why) implements Solution {}

    /// What a way costs.
    ///
    /// @param data the data verdict
    /// @param notes what a person should know
    record Cost(
            List<Casualty> casualties,
            VaultWork vault,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            String data,
            List<String> notes) {
        /// Nothing is run.
        static final Cost NONE =
                new Cost(List.of(), VaultWork.NONE, List.of(), List.of(), "none", List.of());

        /// Copies the lists.
        public Cost {
            casualties = List.copyOf(casualties);
            obstacles = List.copyOf(obstacles);
            locks = List.copyOf(locks);
            notes = List.copyOf(notes);
        }
    }
}
