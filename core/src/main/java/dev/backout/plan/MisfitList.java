package dev.backout.plan;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Collects misfits as they are found. For one thread.
final class MisfitList {
    private final List<Misfit> misfits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(
            Address object,
            String what,
            Search search,
            String remedy,
            Address table,
            Misfit.@Nullable Instead instead) {
        misfits.add(new Misfit(object, what, remedy, search, table, instead));
    }

    /// Something that cannot be asked.
    void note(String line) {
        notes.add(line);
    }

    List<Misfit> misfits() {
        return List.copyOf(misfits);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
