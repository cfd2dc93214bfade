package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The tool's check of the order, for `up` and `down` alike: the history, row by row, has to be the
/// beginning of the directory.
final class OrderCheck {
    private OrderCheck() {}

    /// What the tool would say, or null when it is content.
    static @Nullable String words(History history, MigrationDirectory directory) {
        List<String> run = history.rows().stream().map(HistoryRow::name).toList();
        List<String> files = directory.migrations().stream().map(Migration::name).toList();
        for (int i = 0; i < Math.min(run.size(), files.size()); i++) {
            if (!run.get(i).equals(files.get(i))) {
                return "Not run migration %s is preceding already run migration %s"
                        .formatted(files.get(i), run.get(i));
            }
        }
        return null;
    }
}
