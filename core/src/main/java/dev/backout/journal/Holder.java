package dev.backout.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Who carries out a run just now, as the lease tells it.
///
/// @param run which run
/// @param operator who
/// @param process which process of theirs
/// @param pids its sessions on the server
/// @param since when it took the lease, by the server's clock
/// @param silent how long since it was last renewed
/// @param expired whether it was not renewed in time
public record Holder(
        String run,
        Operator operator,
        String process,
        List<Integer> pids,
        Instant since,
        Duration silent,
        boolean expired) {
    /// Copies the list.
    public Holder {
        pids = List.copyOf(pids);
    }

    /// For messages: `alice@laptop (process 4711), since 2026-11-21T12:00:00Z`.
    public String text() {
        return "%s (%s), since %s, last heard of %d s ago"
                .formatted(operator.text(), process, since, silent.toSeconds());
    }
}
