package dev.backout.integration.kubernetes.pause;

import dev.backout.error.BackoutException;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.Rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Pauses and resumes what was noted.
///
/// @param cluster where it is
/// @param run whose pause it is
record Pausing(Cluster cluster, String run) {
    /// Turns everything, then waits for all of it: the last pod that writes is what counts.
    String pause(PauseArguments noted, Consumer<String> progress) {
        Deadline deadline = Deadline.in(noted.timeout());
        Turning turning = new Turning(cluster, run);
        for (Turn turn : noted.turns()) {
            progress.accept("%s %s".formatted(turn.verb(), turn.ref().text()));
            turning.turn(turn, deadline);
        }
        Standstill standstill = new Standstill(cluster);
        List<String> states = new ArrayList<>();
        for (Turn turn : noted.turns()) {
            states.add(standstill.await(turn, deadline, progress));
        }
        return text(states);
    }

    /// Whether everything is turned already.
    boolean paused(PauseArguments noted) {
        Deadline deadline = Deadline.in(noted.timeout());
        Turning turning = new Turning(cluster, run);
        return noted.turns().stream().allMatch(turn -> turning.turned(turn, deadline));
    }

    /// Gives everything back, the last first; what one object refuses does not keep another one.
    /// Then waits until pods serve.
    ///
    /// @return what was given back, and what does not serve yet
    /// @throws BackoutException the first failure's code, when something could not be given back
    String resume(PauseArguments noted) {
        Deadline deadline = Deadline.in(noted.timeout());
        Turning turning = new Turning(cluster, run);
        List<String> told = new ArrayList<>();
        List<BackoutException> failed = new ArrayList<>();
        for (Turn turn : noted.turns().reversed()) {
            try {
                told.add(turning.back(turn, deadline));
            } catch (BackoutException e) {
                failed.add(e);
            }
        }
        if (!failed.isEmpty()) {
            throw shut(noted.turns().size(), failed);
        }
        for (Turn turn : noted.turns()) {
            told.add(serving(turn, deadline));
        }
        return text(told);
    }

    private static BackoutException shut(int all, List<BackoutException> failed) {
        BackoutException first = failed.getFirst();
        return new BackoutException(
                first.code(),
                "%d of %d objects could not be given back, they are still paused: %s"
                        .formatted(
                                failed.size(),
                                all,
                                String.join(
                                        "; ", failed.stream().map(Throwable::getMessage).toList())),
                first.hints(),
                first);
    }

    private String serving(Turn turn, Deadline deadline) {
        if (turn.ref().kind() != ObjectKind.DEPLOYMENT
                && turn.ref().kind() != ObjectKind.STATEFUL_SET) {
            return "";
        }
        try {
            return new Rollout(cluster)
                    .await(turn.ref(), Rollout.Goal.READY_OR_FAILING, deadline, _ -> {});
        } catch (BackoutException e) {
            // Nothing is shut any more: that pods do not start is another matter.
            return "DOES NOT SERVE YET: " + e.getMessage();
        }
    }

    private static String text(List<String> states) {
        return String.join("; ", states.stream().filter(one -> !one.isEmpty()).distinct().toList());
    }
}
