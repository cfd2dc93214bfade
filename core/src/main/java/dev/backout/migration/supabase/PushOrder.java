package dev.backout.migration.supabase;

import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What `supabase db push` insists on before it applies anything: every version of the history has
/// its file, and no file without a row sorts before the last of them.
final class PushOrder {
    private PushOrder() {}

    /// What the tool would say, or null when it would go on.
    static @Nullable String words(History history, MigrationDirectory directory) {
        Set<String> remote = versions(history.rows().stream().map(HistoryRow::name).toList());
        Set<String> local = versions(directory.migrations().stream().map(Migration::name).toList());
        Set<String> missing = without(remote, local);
        if (!missing.isEmpty()) {
            return "Remote migration versions not found in local migrations directory (%s)"
                    .formatted(String.join(", ", missing));
        }
        Set<String> early =
                remote.isEmpty() ? Set.of() : before(without(local, remote), last(remote));
        return early.isEmpty()
                ? null
                : "Found local migration files to be inserted before the last migration on remote"
                        + " database (%s)".formatted(String.join(", ", early));
    }

    private static Set<String> versions(List<String> names) {
        return names.stream().map(Version::digits).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Set<String> before(Set<String> versions, String last) {
        return versions.stream()
                .filter(version -> version.compareTo(last) < 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String last(Set<String> versions) {
        return ((TreeSet<String>) versions).last();
    }
}
