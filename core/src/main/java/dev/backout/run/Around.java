package dev.backout.run;

import dev.backout.journal.Step;

import java.util.List;
import java.util.stream.Stream;

/// What a run does outside of the database, around its transaction. Writes are shut as late and
/// opened as early as can be: what may take its time stands before the one and behind the other.
///
/// @param before first of all: a backup, an application that goes back first
/// @param shutting right before the transaction; each is opened again, the last one first
/// @param onceShut right behind that: waiting until nobody writes
/// @param whileShut after the commit and before anything is opened: the old release, gates
/// @param stepwise when everything is done and verified, and before what stays shut for longest is
///   opened: workers
/// @param last behind all of it: a watch
public record Around(
        List<Step.Outside> before,
        List<Door> shutting,
        List<Step.Outside> onceShut,
        List<Step.Outside> whileShut,
        List<Step.Outside> stepwise,
        List<Step.Outside> last) {
    /// Nothing.
    public static final Around NOTHING =
            new Around(List.of(), List.of(), List.of(), List.of(), List.of());

    /// Something that is shut for a while.
    ///
    /// @param shut the step that shuts it; undoing it opens it
    /// @param opening what opening it is called, `resume writes of deployment web`
    /// @param last whether it is opened behind what is opened stepwise
    public record Door(Step.Outside shut, String opening, boolean last) {
        /// Opened as soon as can be.
        public Door(Step.Outside shut, String opening) {
            this(shut, opening, false);
        }
    }

    /// Copies the lists.
    public Around {
        before = List.copyOf(before);
        shutting = List.copyOf(shutting);
        onceShut = List.copyOf(onceShut);
        whileShut = List.copyOf(whileShut);
        stepwise = List.copyOf(stepwise);
        last = List.copyOf(last);
    }

    /// Where nothing is opened stepwise.
    public Around(
            List<Step.Outside> before,
            List<Door> shutting,
            List<Step.Outside> onceShut,
            List<Step.Outside> whileShut,
            List<Step.Outside> last) {
        this(before, shutting, onceShut, whileShut, List.of(), last);
    }

    /// All steps, in the order in which they are done; those that open doors are none of their own.
    public List<Step.Outside> steps() {
        return Stream.of(
                        before.stream(),
                        shutting.stream().map(Door::shut),
                        onceShut.stream(),
                        whileShut.stream(),
                        stepwise.stream(),
                        last.stream())
                .flatMap(part -> part)
                .toList();
    }

    /// Steps before the transaction, nothing else.
    public static Around before(List<Step.Outside> first) {
        return new Around(first, List.of(), List.of(), List.of(), List.of());
    }
}
