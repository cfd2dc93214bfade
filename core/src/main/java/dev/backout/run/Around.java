package dev.backout.run;

import dev.backout.journal.Step;

import java.util.List;

/// What a run does outside of the database, around its transaction. Writes are shut as late and
/// opened as early as can be: what may take its time stands before the one and behind the other.
///
/// @param before first of all: a backup, an application that goes back first
/// @param shutting right before the transaction; each is opened again, the last one first
/// @param onceShut right behind that: waiting until nobody writes
/// @param whileShut after the commit and before anything is opened: the old release, gates
/// @param last when everything is done and verified: workers, a watch
public record Around(
        List<Step.Outside> before,
        List<Door> shutting,
        List<Step.Outside> onceShut,
        List<Step.Outside> whileShut,
        List<Step.Outside> last) {
    /// Nothing.
    public static final Around NOTHING =
            new Around(List.of(), List.of(), List.of(), List.of(), List.of());

    /// Something that is shut for a while.
    ///
    /// @param shut the step that shuts it; undoing it opens it
    /// @param opening what opening it is called, `resume writes of deployment web`
    public record Door(Step.Outside shut, String opening) {}

    /// Copies the lists.
    public Around {
        before = List.copyOf(before);
        shutting = List.copyOf(shutting);
        onceShut = List.copyOf(onceShut);
        whileShut = List.copyOf(whileShut);
        last = List.copyOf(last);
    }

    /// Steps before the transaction, nothing else.
    public static Around before(List<Step.Outside> first) {
        return new Around(first, List.of(), List.of(), List.of(), List.of());
    }
}
