package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/// Why there is no plan, as people are told.
final class Refusal {
    private static final int MOST_LINES = 8;

    private Refusal() {}

    static BackoutException drift(List<AppliedMigration> undone, List<String> differences) {
        List<String> hints = new ArrayList<>(some(differences.subList(1, differences.size())));
        undone.stream()
                .filter(AppliedMigration::edited)
                .forEach(one ->
                        hints.add(
                                "%s was edited after it was applied; read the script that ran: backout plan --git-ref REF"
                                        .formatted(one.name())));
        hints.add(
                "nothing was executed; put these objects back as the migrations made them, or move"
                        + " them out of the way, and plan again");
        return new BackoutException(
                ErrorCode.DRIFT,
                "the live schema is not what the history says where %s would be undone: %s"
                        .formatted(names(undone), differences.getFirst()),
                hints);
    }

    static BackoutException unproved(List<AppliedMigration> undone, List<String> reasons) {
        List<String> hints = new ArrayList<>(some(reasons.subList(1, reasons.size())));
        hints.add("nothing was executed");
        return new BackoutException(
                ErrorCode.UNPROVED,
                "no inverse of %s could be proved: %s".formatted(names(undone), reasons.getFirst()),
                hints);
    }

    static BackoutException unknownProgress(
            FailedMigration failed, Progress.Unknown unknown, List<String> error) {
        List<String> hints = new ArrayList<>(error);
        boolean known = failed.migration() != null && !failed.edited();
        hints.addAll(some(unknown.differences().subList(1, unknown.differences().size())));
        if (known) {
            hints.add(
                    "nothing was executed; put these objects where the file puts them, or as they"
                            + " were, and plan again");
        } else {
            hints.add(
                    "nothing was executed; read the file that failed: backout plan %s --git-ref REF"
                            .formatted(failed.name()));
        }
        String why =
                known
                        ? "the live schema is most like the one after %d of its %d statements, but %s"
                                .formatted(
                                        unknown.nearest(),
                                        unknown.of(),
                                        unknown.differences().getFirst())
                        : "its file %s, and the live schema is not the one before it: %s"
                                .formatted(
                                        failed.migration() == null
                                                ? "is not in the directory"
                                                : "was edited since",
                                        unknown.differences().getFirst());
        return new BackoutException(
                ErrorCode.DRIFT,
                "how far migration %s got cannot be told: %s".formatted(failed.name(), why),
                hints);
    }

    static BackoutException needed(AppliedHistory history, int from, Undo.NeededByLater needed) {
        AppliedMigration one = history.migrations().get(from);
        List<String> hints = new ArrayList<>(some(needed.reasons()));
        int all = history.migrations().size() - from;
        hints.add(
                "to back it out with all %d that came after it: %s"
                        .formatted(
                                all - 1,
                                from == 0
                                        ? "backout plan --last " + all
                                        : "backout plan --to "
                                                + history.migrations().get(from - 1).name()));
        return new BackoutException(
                ErrorCode.UNPROVED,
                "migration %s cannot be undone alone: %s built on it"
                        .formatted(one.name(), later(needed.dependents())),
                hints);
    }

    private static String later(List<String> dependents) {
        return dependents.size() == 1
                ? dependents.getFirst() + " is"
                : "some of %s are".formatted(String.join(", ", some(dependents)));
    }

    private static String names(List<AppliedMigration> undone) {
        return undone.size() == 1
                ? undone.getFirst().name()
                : "%s to %s".formatted(undone.getFirst().name(), undone.getLast().name());
    }

    private static List<String> some(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
        some.add("%d more".formatted(lines.size() - MOST_LINES));
        return some;
    }
}
