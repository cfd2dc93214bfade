package dev.backout.backup;

/// Which backup a run begins with, and why.
///
/// @param way the way
/// @param why one sentence without a full stop
/// @param bytes how big the dumped tables are without their indexes; zero for no dump, -1 when
///   nobody could tell
public record BackupPlan(BackupWay way, String why, long bytes) {
    /// What is done, as half a sentence: `dump of the whole database (376.0 kB of tables)`.
    public String what() {
        String size = bytes < 0 ? "size unknown" : Sizes.bytes(bytes) + " of tables";
        return switch (way) {
            case BackupWay.WholeDump _ -> "a dump of the whole database (%s)".formatted(size);
            case BackupWay.TablesDump dump ->
                    "a dump of %s (%s)"
                            .formatted(
                                    Sizes.some(dump.tables().stream().map(TableName::text)), size);
            case BackupWay.Snapshot _ -> "a snapshot by your command";
            case BackupWay.Reference reference -> "none of its own, but " + reference.name();
            case BackupWay.None _ -> "none";
        };
    }

    /// What and why in one sentence.
    public String sentence() {
        return "%s: %s".formatted(what(), why);
    }
}
