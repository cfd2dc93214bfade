package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Chooses between the ways out of a failed migration: the least loss, then the old schema, which
/// the release that still runs was made for. Pure.
///
/// @param solutions what came of each way
record WayChoice(FailedMigration failed, Map<Way, Solution> solutions) {
    static final String ROLLED_BACK =
            "marks the failed row as rolled back, as prisma migrate resolve --rolled-back does; the"
                    + " next deploy tries the file again";
    static final String APPLIED =
            "counts it as applied, with the rows that prisma migrate resolve --applied leaves";

    static final String COUNTS =
            "counts it as applied, with the row that its tool would have written";

    WayChoice {
        solutions = Map.copyOf(solutions);
    }

    static String undoText(FailedMigration failed, int done, int of, List<Address> invalid) {
        String what =
                done == 0 && !invalid.isEmpty()
                        ? "drops the invalid " + invalid.getFirst().title()
                        : "undoes %s%s"
                                .formatted(
                                        statements(1, done, of),
                                        invalid.isEmpty()
                                                ? ""
                                                : " and drops the invalid "
                                                        + invalid.getFirst().title());
        return what
                + (failed.recorded()
                        ? "; the failed row is marked as rolled back, and the file is barred"
                        : "; the history has no row of it");
    }

    static String finishText(int done, int of) {
        return "runs %s; it then counts as applied".formatted(statements(done + 1, of, of));
    }

    private static String statements(int from, int to, int of) {
        return from == to
                ? "statement %d of %d".formatted(from, of)
                : "statements %d to %d of %d".formatted(from, to, of);
    }

    /// The way that is taken.
    ///
    /// @param wanted the one that was asked for, or null
    /// @throws BackoutException `unproved` when it cannot be taken
    Solution.Possible choose(@Nullable Way wanted) {
        if (wanted != null) {
            return switch (solutions.get(wanted)) {
                case Solution.Possible possible -> possible;
                case Solution.Impossible(Way way, String why) -> throw impossible(way, why);
                case null -> throw new IllegalStateException("nobody worked out " + wanted);
            };
        }
        List<Solution.Possible> possible = possible();
        for (Solution.Possible one : possible) {
            if (one.harmless()) {
                return one;
            }
        }
        return possible.stream()
                .filter(one -> one.cost().obstacles().isEmpty())
                .findFirst()
                .or(() -> possible.stream().findFirst())
                .orElseThrow(() -> impossible(Way.UNDO, why(Way.UNDO)));
    }

    /// What people are told of all ways.
    List<Offer> offers(Solution.Possible chosen) {
        List<Offer> offers = new ArrayList<>();
        for (Way way : Way.values()) {
            switch (solutions.get(way)) {
                case Solution.Possible one ->
                        offers.add(new Offer(way, true, one.equals(chosen), text(one)));
                case Solution.Impossible one -> offers.add(new Offer(way, false, false, one.why()));
                case null -> {}
            }
        }
        return offers;
    }

    /// Why this way, in one sentence.
    static String reason(Progress progress, Solution.Possible chosen) {
        return switch (progress) {
            case Progress.Nothing _ -> "it failed, and nothing of it is in the schema";
            case Progress.Whole() -> "it failed, and all of it is in the schema";
            case Progress.Upto upto ->
                    "it failed after %d of %d statements%s"
                            .formatted(
                                    upto.done(),
                                    upto.of(),
                                    chosen.way() == Way.UNDO
                                            ? "; the release that runs was made for the schema"
                                                    + " before it"
                                            : "");
            case Progress.Unknown _ -> "it failed";
        };
    }

    private List<Solution.Possible> possible() {
        List<Solution.Possible> possible = new ArrayList<>();
        for (Way way : List.of(Way.MARK, Way.UNDO, Way.FINISH)) {
            if (solutions.get(way) instanceof Solution.Possible one) {
                possible.add(one);
            }
        }
        return possible;
    }

    private static String text(Solution.Possible one) {
        List<String> costs = new ArrayList<>();
        long losses = one.cost().casualties().stream().filter(c -> !c.since()).count();
        if (losses > 0) {
            costs.add("loses data of " + Counted.of(losses, "object"));
        }
        if (!one.cost().obstacles().isEmpty()) {
            Obstacle first = one.cost().obstacles().getFirst();
            costs.add("not yet: %s, %s".formatted(first.object().title(), first.what()));
        }
        return costs.isEmpty() ? one.text() : one.text() + "; " + String.join("; ", costs);
    }

    private String why(Way way) {
        return solutions.get(way) instanceof Solution.Impossible one ? one.why() : "";
    }

    private BackoutException impossible(Way way, String why) {
        List<String> hints = new ArrayList<>();
        for (Way other : Way.values()) {
            if (other != way) {
                hints.add(
                        switch (solutions.get(other)) {
                            case Solution.Possible one ->
                                    "--way %s %s".formatted(other.text(), text(one));
                            case Solution.Impossible one ->
                                    "%s: not either, %s".formatted(other.text(), one.why());
                            case null -> "";
                        });
            }
        }
        hints.add("nothing was executed");
        return new BackoutException(
                ErrorCode.UNPROVED,
                "there is no way to %s migration %s: %s".formatted(way.text(), failed.name(), why),
                hints);
    }
}
