package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Collects misfits as they are found. For one thread.
final class MisfitList {
    private final List<Misfit> misfits = new ArrayList<>();
    private final List<Misfit> passing = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(
            Address object,
            String what,
            Search search,
            String remedy,
            Address table,
            Misfit.@Nullable Instead instead) {
        misfits.add(new Misfit(object, what, remedy, search, table, instead, false));
    }

    /// Values that leave their column before anything else: NULL stands there until what was there
    /// before them returns.
    void addPassing(Address object, String what, Search search, Column now) {
        passing.add(
                new Misfit(
                        object,
                        what,
                        "",
                        search,
                        now.address().table(),
                        new Misfit.Instead(now.address().name(), "NULL"),
                        true));
    }

    /// Something that cannot be asked.
    void note(String line) {
        notes.add(line);
    }

    List<Misfit> misfits() {
        return List.copyOf(misfits);
    }

    List<Misfit> passing() {
        return List.copyOf(passing);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
