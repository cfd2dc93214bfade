package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;

import java.util.List;

/// Drift as lines for people.
final class DriftText {
    private DriftText() {}

    /// What is live against what the migrations say.
    static List<String> found(List<Change> drift) {
        return lines(
                drift,
                " was made by hand",
                " is not there, although the migrations make it",
                " was changed by hand");
    }

    /// Work of somebody's hand that the undo would take along.
    static List<String> endangered(List<Change> drift) {
        return lines(
                drift,
                " was made by hand and would not survive as it is",
                " is not there, although the migrations make it",
                " was changed by hand, which would be lost");
    }

    /// What would be otherwise afterwards than it should be.
    static List<String> left(List<Change> differences) {
        return lines(
                differences,
                " would be left over",
                " would be missing afterwards",
                " would not be as before");
    }

    private static List<String> lines(
            List<Change> changes, String created, String dropped, String altered) {
        return ChangeText.withoutParts(changes).stream()
                .map(change ->
                        switch (change) {
                            case Change.Created one -> one.address().title() + created;
                            case Change.Dropped one -> one.address().title() + dropped;
                            case Change.Altered one ->
                                    "%s (%s)%s"
                                            .formatted(
                                                    one.address().title(),
                                                    String.join(
                                                            ", ",
                                                            ChangeText.changedNames(
                                                                    one.before().object(),
                                                                    one.after().object())),
                                                    altered);
                        })
                .distinct()
                .toList();
    }
}
