package dev.backout.plan;

/// How big a table is, by the server's statistics.
///
/// @param rows about how many rows; -1 when it was never analyzed
/// @param bytes with indexes and TOAST, by the pages last counted
record TableSize(long rows, long bytes) {
    static final TableSize UNKNOWN = new TableSize(-1, -1);

    private static final long BIG_ROWS = 1_000_000;
    private static final long BIG_BYTES = 1L << 30;

    /// Whether a scan under a strong lock would be felt: a million rows are scanned in about 0.1 to
    /// 0.5 s.
    boolean big() {
        return rows >= BIG_ROWS || bytes >= BIG_BYTES;
    }
}
