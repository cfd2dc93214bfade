package dev.backout.integration.kubernetes.pause;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.journal.Step;
import dev.backout.run.Around;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A pause as it was noted before anything was touched.
public final class KubernetesPause {
    private final PauseArguments noted;

    private KubernetesPause(PauseArguments noted) {
        this.noted = noted;
    }

    /// Reads the cluster and notes what a pause would change: objects, and whoever would change
    /// them back.
    ///
    /// @param held pauses that are shut before this one and opened after it: what they hold is
    ///   theirs
    /// @param timeout how long pausing and resuming may take, each
    /// @throws dev.backout.error.BackoutException `pause-refused`, `rights-missing`,
    ///   `configuration-invalid`, `cluster-unreachable`; nothing was touched
    public static KubernetesPause note(
            Cluster cluster,
            List<PauseEntry> entries,
            List<KubernetesPause> held,
            Duration timeout) {
        PauseNoter noter = new PauseNoter(cluster, Deadline.ofLook(timeout));
        entries.forEach(noter::note);
        Set<Object> theirs =
                held.stream()
                        .flatMap(pause -> pause.noted.turns().stream())
                        .map(Turn::ref)
                        .collect(Collectors.toSet());
        List<Turn> turns = new ArrayList<>(noter.turns());
        turns.removeIf(turn -> theirs.contains(turn.ref()));
        return new KubernetesPause(new PauseArguments(timeout, turns));
    }

    /// The step that pauses; its undo gives everything back.
    public Step.Outside step() {
        return new Step.Outside(PauseWork.KIND, "pause writes: " + what(), noted.texts());
    }

    /// The step, and what opens it again.
    public Around.Door door() {
        return new Around.Door(step(), "resume writes: " + what());
    }

    /// The step, and what opens it again behind all steps of workers.
    public Around.Door lastDoor() {
        return new Around.Door(step(), "give back " + what(), true);
    }

    private String what() {
        return noted.turns().stream()
                .map(turn -> "%s %s".formatted(turn.verb(), turn.ref().text()))
                .collect(Collectors.joining(", "));
    }
}
