package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Counts the rows of the live database that a schema could not hold. For one thread.
final class Obstacles {
    private final LiveCounter counter;
    private final Misfits misfits;
    private final Referring referring;
    private final List<String> notes = new ArrayList<>();

    /// @param start the schema now
    Obstacles(LiveCounter counter, Misfits misfits, Snapshot start) {
        this.counter = counter;
        this.misfits = misfits;
        this.referring = new Referring(counter, start);
    }

    /// Looks for all of them. Call it once.
    List<Obstacle> find() {
        return find(List.of());
    }

    /// Looks for those that are not set aside.
    ///
    /// @param asides those that are
    List<Obstacle> find(List<Misfit> asides) {
        List<Obstacle> obstacles = new ArrayList<>();
        for (Misfit misfit : misfits.find()) {
            if (asides.stream().noneMatch(misfit::same)) {
                Count count = misfit.search().count(counter);
                if (count.value() < 0) {
                    notes.add(
                            "could not be counted: %s, %s; should there be any, the run stops on them"
                                    .formatted(misfit.object().title(), misfit.what()));
                } else if (count.value() > 0) {
                    obstacles.add(obstacle(misfit, count));
                }
            }
        }
        notes.addAll(misfits.notes());
        return List.copyOf(obstacles);
    }

    /// Those of which there are rows, or may be.
    static List<Misfit> present(LiveCounter counter, List<Misfit> misfits) {
        return misfits.stream()
                .filter(misfit -> misfit.search().count(counter).value() != 0)
                .toList();
    }

    private Obstacle obstacle(Misfit misfit, Count count) {
        return new Obstacle(
                misfit.object(),
                misfit.what(),
                count.value(),
                count.exact(),
                misfit.remedy(),
                misfit.search().list(),
                aside(misfit));
    }

    private String aside(Misfit misfit) {
        Misfit.Instead instead = misfit.instead();
        return instead == null
                ? "they leave the table" + with(children(referring, misfit))
                : "the values leave column %s, %s stands there"
                        .formatted(instead.column(), instead.expression());
    }

    /// The rows that refer to rows which are set aside.
    static Map<Address, Count> children(Referring referring, Misfit misfit) {
        return referring.to(new Referring.Rows(misfit.table(), misfit.search().rows()));
    }

    /// `, and 3 rows of public.items that refer to them`.
    static String with(Map<Address, Count> children) {
        StringBuilder text = new StringBuilder();
        children.forEach((table, count) ->
                text.append(
                        ", and %srows of %s that refer to them"
                                .formatted(
                                        Amount.text(count.value(), count.exact()), table.text())));
        return text.toString();
    }

    /// What could not be counted.
    List<String> notes() {
        return List.copyOf(notes);
    }
}
