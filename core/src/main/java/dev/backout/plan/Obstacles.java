package dev.backout.plan;

import java.util.ArrayList;
import java.util.List;

/// Counts the rows of the live database that a schema could not hold. For one thread.
final class Obstacles {
    private final LiveCounter counter;
    private final Misfits misfits;
    private final List<String> notes = new ArrayList<>();

    Obstacles(LiveCounter counter, Misfits misfits) {
        this.counter = counter;
        this.misfits = misfits;
    }

    /// Looks for all of them. Call it once.
    List<Obstacle> find() {
        List<Obstacle> obstacles = new ArrayList<>();
        for (Misfit misfit : misfits.find()) {
            Count count = misfit.search().count(counter);
            if (count.value() < 0) {
                notes.add(
                        "could not be counted in time: %s, %s"
                                .formatted(misfit.object().title(), misfit.what()));
            } else if (count.value() > 0) {
                obstacles.add(
                        new Obstacle(
                                misfit.object(),
                                misfit.what(),
                                count.value(),
                                count.exact(),
                                misfit.remedy()));
            }
        }
        notes.addAll(misfits.notes());
        return List.copyOf(obstacles);
    }

    /// What could not be counted.
    List<String> notes() {
        return List.copyOf(notes);
    }
}
