package dev.backout.vault;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Holds what the server counted against what the triggers saw. For one thread and one transaction.
final class WatchCheck {
    /// Of no transaction.
    static final WatchCheck NOTHING = new WatchCheck(Map.of(), Map.of());

    /// The root of each table that is watched.
    private final Map<Long, Long> roots;

    private final Map<Long, TableRef> names = new TreeMap<>();
    private final Map<Long, TableRef> unarmed = new TreeMap<>();
    private final Map<Long, TableRef> blind = new TreeMap<>();

    /// What was counted before that of which we do not know yet whether it was seen. Tables that
    /// the migration makes are not among them: the way back drops them.
    private Map<Long, WriteCounts> before;

    private final Map<Long, Long> seenBefore = new TreeMap<>();

    private WatchCheck(Map<Long, Long> roots, Map<Long, WriteCounts> before) {
        this.roots = roots;
        this.before = before;
        before.forEach((table, counts) -> names.put(table, counts.table()));
    }

    static WatchCheck begin(Map<Long, WriteCounts> counts, Collection<WatchedTable> trees) {
        Map<Long, Long> roots = new TreeMap<>();
        for (WatchedTable tree : trees) {
            tree.members().forEach(member -> roots.put(member.oid(), tree.table().oid()));
        }
        return new WatchCheck(roots, counts);
    }

    boolean complete() {
        return unarmed.isEmpty() && blind.isEmpty();
    }

    WatchOutcome.Unwatched unwatched() {
        return new WatchOutcome.Unwatched(
                List.copyOf(unarmed.values()), List.copyOf(blind.values()));
    }

    /// Compares, and begins to count anew.
    ///
    /// @param now what the server counted
    /// @param seen the images of rows that each log has seen since it was opened, by root
    /// @param trees what the partitioned tables among them consist of now
    void compare(Map<Long, WriteCounts> now, Map<Long, Long> seen, List<WatchedTable> trees) {
        Map<Long, Range> ranges = new TreeMap<>();
        seen.keySet().forEach(root -> ranges.put(root, new Range()));
        before.forEach((table, earlier) -> count(table, earlier, now.get(table), ranges));
        for (WatchedTable tree : trees) {
            Range range = ranges.get(tree.table().oid());
            if (range != null) {
                tree.members().stream()
                        .filter(member -> !before.containsKey(member.oid()))
                        .forEach(member -> range.allow(images(now.get(member.oid()))));
            }
        }
        seen.forEach((root, images) -> {
            Range range = ranges.getOrDefault(root, new Range());
            if (!range.holds(images - seenBefore.getOrDefault(root, 0L))) {
                blind.put(root, Objects.requireNonNull(names.get(root)));
            }
        });
        Map<Long, WriteCounts> next = new TreeMap<>(now);
        next.keySet().retainAll(before.keySet());
        before = next;
        seenBefore.putAll(seen);
    }

    /// A log begins to count at zero.
    void reopened(long root) {
        seenBefore.remove(root);
    }

    private void count(
            long table, WriteCounts earlier, @Nullable WriteCounts now, Map<Long, Range> ranges) {
        Range range = ranges.get(roots.getOrDefault(table, 0L));
        boolean gone = now == null || now.fellSince(earlier);
        long images = now == null || gone ? 0 : now.images() - earlier.images();
        if (range != null) {
            range.add(images, gone);
        } else if (images > 0 && roots.containsKey(table)) {
            blind.put(table, earlier.table());
        } else if (images > 0) {
            unarmed.put(table, earlier.table());
        }
    }

    private static long images(@Nullable WriteCounts counts) {
        return counts == null ? 0 : counts.images();
    }

    /// How many images of rows should have been seen.
    private static final class Range {
        private long least;
        private long most;

        /// @param gone whether nobody can tell any more how many there were
        void add(long images, boolean gone) {
            least += images;
            allow(gone ? Long.MAX_VALUE : images);
        }

        /// For a table that the migration made: what it wrote before it became a partition was not
        /// seen, and need not be.
        void allow(long images) {
            most = images > Long.MAX_VALUE - most ? Long.MAX_VALUE : most + images;
        }

        boolean holds(long seen) {
            return seen >= least && seen <= most;
        }
    }
}
