package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.testkit.run.Mortality;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Deeds outside of the database: notes that must not be written twice, and can be taken back. One
/// can be refused. Processes may die before and after each.
final class Notes {
    static final String KIND = "note";
    static final String UNWANTED = "write what nobody wants";

    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private volatile boolean refused;

    /// Whether there is none.
    boolean none() {
        return written.isEmpty();
    }

    /// Whether a note of that title is there.
    boolean written(String title) {
        return written.stream().anyMatch(one -> one.endsWith(title));
    }

    /// From now on no note of the title [#UNWANTED] is taken, or is again.
    void refuse(boolean unwanted) {
        refused = unwanted;
    }

    /// The deed as this process does it.
    OutsideWork of(Mortality process) {
        return new Work(process);
    }

    private final class Work implements OutsideWork {
        private final Mortality process;

        Work(Mortality process) {
            this.process = process;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Probe probe(Step.Outside step, String run) {
            return written.contains(run + step.title())
                    ? new Probe.Happened("the note is there")
                    : new Probe.NotHappened("there is no note");
        }

        @Override
        public String perform(Step.Outside step, String run, Diary diary) {
            if (refused && step.title().equals(UNWANTED)) {
                throw BackoutException.of(ErrorCode.STEP_FAILED, "it is refused");
            }
            process.outside(() ->
                    assertThat(written.add(run + step.title())).as("done once only").isTrue());
            return "the note is there";
        }

        @Override
        public Undone undo(Step.Outside step, String run) {
            process.outside(() -> written.remove(run + step.title()));
            return new Undone(true, "the note is gone");
        }
    }
}
