package dev.backout.plan;

import java.util.List;

/// How what comes back and what is live become one, where the laws leave a choice.
///
/// @param preferKept whether a value that was destroyed wins over one that was written anew since:
///   the later one is set aside then
/// @param setAside whether live rows and values that the old schema cannot hold are set aside; else
///   they stand in the way
/// @param maps what becomes of single values that it cannot hold
/// @param bulkAbove a table to which more values return is written anew in one go: an UPDATE takes
///   many times as long
public record Merging(boolean preferKept, boolean setAside, List<ValueMap> maps, long bulkAbove) {
    private static final long MANY = 200_000;

    /// Later writes win, and what does not fit stands in the way.
    public static final Merging USUAL = new Merging(false, false, List.of());

    /// Copies the list.
    public Merging {
        maps = List.copyOf(maps);
    }

    /// With the usual limit.
    ///
    /// @param preferKept as above
    /// @param setAside as above
    /// @param maps as above
    public Merging(boolean preferKept, boolean setAside, List<ValueMap> maps) {
        this(preferKept, setAside, maps, MANY);
    }

    /// What becomes of single values.
    Maps mapped() {
        return new Maps(maps.stream().map(Mapped::new).toList());
    }
}
