package dev.backout.proofs;

import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The applied migrations in the order in which they were applied, with the checksums of the
/// scripts that ran; it ends where a checksum is not known.
///
/// @param names the migrations
/// @param checksums as the directory has them, where it has the script that ran
public record AppliedScripts(List<String> names, List<String> checksums) {
    /// Copies the lists.
    public AppliedScripts {
        names = List.copyOf(names);
        checksums = List.copyOf(checksums);
    }

    /// What a history says was applied.
    ///
    /// @param directory the migrations, or null when they are not at hand
    public static AppliedScripts of(
            History history, @Nullable MigrationDirectory directory, MigrationTool tool) {
        List<String> names = new ArrayList<>();
        List<String> checksums = new ArrayList<>();
        Map<String, Migration> scripts = directory == null ? Map.of() : directory.byName();
        Map<String, List<HistoryRow>> rows = history.byName();
        for (String name : history.applied()) {
            String checksum = checksum(rows.getOrDefault(name, List.of()), scripts.get(name), tool);
            if (checksum == null) {
                break;
            }
            names.add(name);
            checksums.add(checksum);
        }
        return new AppliedScripts(names, checksums);
    }

    /// The checksum of the script that ran, or null when it is not known.
    public @Nullable String checksum(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : checksums.get(index);
    }

    /// The name under which a proof of that migration is kept, or null when it is not known.
    ///
    /// @param engine the version of Backout
    public @Nullable String key(String engine, String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : HistoryKeys.of(engine, checksums.subList(0, index + 1)).getLast();
    }

    /// The tool may have recorded the same script with other line ends.
    private static @Nullable String checksum(
            List<HistoryRow> rows, @Nullable Migration migration, MigrationTool tool) {
        String last = null;
        for (HistoryRow row : rows) {
            String checksum = row.checksum();
            if (row.state() == HistoryRow.State.APPLIED && checksum != null) {
                if (migration != null && tool.matches(migration.script(), checksum)) {
                    return migration.checksum();
                }
                last = checksum;
            }
        }
        return last;
    }
}
