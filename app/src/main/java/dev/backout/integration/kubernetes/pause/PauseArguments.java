package dev.backout.integration.kubernetes.pause;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the steps of a pause note in the journal: the time limit, then an object each.
///
/// @param timeout how long pausing and resuming may take, each
/// @param turns in the order in which they are turned
record PauseArguments(Duration timeout, List<Turn> turns) {
    PauseArguments {
        turns = List.copyOf(turns);
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(timeout.toString()));
        turns.forEach(turn -> texts.add(turn.text()));
        return texts;
    }

    static PauseArguments of(List<String> texts) {
        return new PauseArguments(
                Duration.parse(texts.getFirst()),
                texts.subList(1, texts.size()).stream().map(Turn::of).toList());
    }
}
