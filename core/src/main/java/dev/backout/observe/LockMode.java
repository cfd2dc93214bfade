package dev.backout.observe;

import java.util.Collection;
import java.util.Locale;

/// The table lock modes, weakest first (manual, 13.3.1 "Table-Level Locks").
public enum LockMode {
    ACCESS_SHARE(0b1000_0000),
    ROW_SHARE(0b1100_0000),
    ROW_EXCLUSIVE(0b1111_0000),
    SHARE_UPDATE_EXCLUSIVE(0b1111_1000),
    SHARE(0b1110_1100),
    SHARE_ROW_EXCLUSIVE(0b1111_1100),
    EXCLUSIVE(0b1111_1110),
    ACCESS_EXCLUSIVE(0b1111_1111);

    /// Bit n stands for the mode of ordinal n.
    private final int conflicts;

    LockMode(int conflicts) {
        this.conflicts = conflicts;
    }

    /// Whether one transaction waits when another holds the other mode.
    public boolean conflictsWith(LockMode other) {
        return (conflicts & (1 << other.ordinal())) != 0;
    }

    /// Whether a plain SELECT of someone else waits.
    public boolean blocksReads() {
        return conflictsWith(ACCESS_SHARE);
    }

    /// Whether INSERT, UPDATE and DELETE of someone else wait.
    public boolean blocksWrites() {
        return conflictsWith(ROW_EXCLUSIVE);
    }

    /// Whether this mode comes after the other in PostgreSQL's order.
    public boolean strongerThan(LockMode other) {
        return compareTo(other) > 0;
    }

    /// The strongest of at least one mode.
    public static LockMode strongest(Collection<LockMode> modes) {
        return modes.stream().max(LockMode::compareTo).orElseThrow();
    }

    /// As SQL says it: `ACCESS EXCLUSIVE`.
    public String sql() {
        return name().replace('_', ' ');
    }

    /// As pg_locks has it: `AccessExclusiveLock`.
    public String server() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.append("Lock").toString();
    }

    /// From pg_locks: `AccessExclusiveLock`.
    public static LockMode ofServer(String mode) {
        String words = mode.replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return valueOf(words.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return sql();
    }
}
