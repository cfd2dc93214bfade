package dev.backout.plan;

import dev.backout.schema.Address;

import java.util.ArrayList;
import java.util.List;

/// Collects obstacles as they are counted. For one thread.
final class ObstacleList {
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// Something that was counted; nothing when there is none of it.
    void add(Address object, String what, Count count, String remedy) {
        if (count.value() < 0) {
            note("could not be counted in time: %s, %s".formatted(object.title(), what));
        } else if (count.value() > 0) {
            obstacles.add(new Obstacle(object, what, count.value(), count.exact(), remedy));
        }
    }

    /// Something that could not be counted.
    void note(String line) {
        notes.add(line);
    }

    List<Obstacle> obstacles() {
        return List.copyOf(obstacles);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
