package dev.backout.schema;

/// When a trigger, event trigger or rule fires, by `session_replication_role`.
public enum TriggerState {
    /// In origin and local mode: the ordinary state.
    ENABLED("ENABLE"),
    /// Never.
    DISABLED("DISABLE"),
    /// In replica mode only.
    REPLICA("ENABLE REPLICA"),
    /// In every mode.
    ALWAYS("ENABLE ALWAYS");

    private final String sql;

    TriggerState(String sql) {
        this.sql = sql;
    }

    /// The words that ALTER TABLE and ALTER EVENT TRIGGER want.
    public String sql() {
        return sql;
    }

    /// From `tgenabled`, `evtenabled` or `ev_enabled`.
    public static TriggerState of(String letter) {
        return switch (letter) {
            case "O" -> ENABLED;
            case "D" -> DISABLED;
            case "R" -> REPLICA;
            case "A" -> ALWAYS;
            default -> throw new IllegalArgumentException("unknown trigger state " + letter);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
