package dev.backout.backup;

/// How far a dump or a restore is.
///
/// @param what what is being done
/// @param done how many tables have been begun
/// @param of how many there are; 0 when nobody can tell
/// @param bytes how much was written so far
public record BackupProgress(String what, int done, int of, long bytes) {
    /// One line: `dump: 12/40 tables, 3.2 MB`.
    public String text() {
        String tables = of == 0 ? "" : ": %d/%d tables".formatted(done, of);
        return bytes == 0 ? what + tables : "%s%s, %s".formatted(what, tables, Sizes.bytes(bytes));
    }
}
