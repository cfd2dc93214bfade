package dev.backout.vault;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The tables as they were before the transaction, as far as it has not changed them. What it adds
/// itself is not among them: nobody loses it. For one thread.
final class Known {
    private final Map<Long, LiveTable> tables;

    /// Numbers of columns that the transaction added, by table.
    private final Map<Long, Set<Integer>> added = new HashMap<>();

    Known(Map<Long, LiveTable> tables) {
        this.tables = new TreeMap<>(tables);
    }

    /// By OID.
    Map<Long, LiveTable> tables() {
        return tables;
    }

    LiveTable table(long oid) {
        return Objects.requireNonNull(tables.get(oid));
    }

    /// Takes over what a statement made of them.
    void learn(Look look) {
        look.before()
                .forEach((oid, before) -> {
                    LiveTable now = look.after().get(oid);
                    if (now == null) {
                        tables.remove(oid);
                    } else {
                        tables.put(oid, now.within(before));
                        Set<Integer> more = new HashSet<>(now.columns().keySet());
                        more.removeAll(before.columns().keySet());
                        added.computeIfAbsent(oid, table -> new HashSet<>()).addAll(more);
                    }
                });
    }

    /// Nothing is locked before a statement locks it: somebody else may have altered a table since
    /// the transaction began, and what they added would not be kept.
    ///
    /// @param locked tables as they are now that nobody can alter them
    void insistOn(Map<Long, LiveTable> locked) {
        for (LiveTable now : locked.values()) {
            LiveTable before = table(now.oid());
            Set<Integer> more = new HashSet<>(now.columns().keySet());
            more.removeAll(added.getOrDefault(now.oid(), Set.of()));
            if (!more.equals(before.columns().keySet())
                    || !now.within(before).columns().equals(before.columns())) {
                throw BackoutException.of(
                        ErrorCode.VAULT_INCOMPLETE,
                        "somebody altered %s meanwhile; everything is undone"
                                .formatted(before.address().text()),
                        "try again when nobody else changes the schema");
            }
        }
    }
}
