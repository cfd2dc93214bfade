package dev.backout.proof;

import dev.backout.diff.Change;

import java.util.List;

/// Changes seen from the other side.
final class Reversal {
    private Reversal() {}

    /// The changes that lead back.
    static List<Change> of(List<Change> changes) {
        return changes.stream()
                .<Change>map(change ->
                        switch (change) {
                            case Change.Created(var entry) -> new Change.Dropped(entry);
                            case Change.Dropped(var entry) -> new Change.Created(entry);
                            case Change.Altered(var from, var to) -> new Change.Altered(to, from);
                        })
                .toList();
    }
}
