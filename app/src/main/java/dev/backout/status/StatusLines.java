package dev.backout.status;

import dev.backout.migration.Migration;
import dev.backout.migration.MigrationStatus;
import dev.backout.migration.MigrationTool;
import dev.backout.run.Bar;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Adds to migrations what stands in their way and what leads back. For one thread.
public final class StatusLines {
    private final MigrationTool tool;
    private final List<Bar> bars;
    private final WaysBack ways;
    private final boolean showValues;

    /// @param tool whose checksums count
    /// @param bars what may not be applied
    /// @param ways what was proved earlier
    /// @param showValues whether values of rows may be shown
    public StatusLines(MigrationTool tool, List<Bar> bars, WaysBack ways, boolean showValues) {
        this.tool = tool;
        this.bars = List.copyOf(bars);
        this.ways = ways;
        this.showValues = showValues;
    }

    /// A line for each migration. Proofs are looked up only for those that will be listed.
    ///
    /// @param all whether that is all of them
    public List<StatusLine> of(List<MigrationStatus> statuses, boolean all) {
        List<StatusLine> bare =
                statuses.stream()
                        .map(status ->
                                new StatusLine(
                                        status, barred(status), WayBack.UNKNOWN, failure(status)))
                        .toList();
        Map<String, WayBack> known = new HashMap<>();
        StatusText.listed(bare, all).stream()
                .filter(StatusLine::applied)
                .forEach(line -> known.put(line.name(), ways.of(line.name())));
        return bare.stream()
                .map(line ->
                        new StatusLine(
                                line.status(),
                                line.barred(),
                                known.getOrDefault(line.name(), WayBack.UNKNOWN),
                                line.failure()))
                .toList();
    }

    private @Nullable StatusFailure failure(MigrationStatus status) {
        return status.state() == MigrationStatus.State.FAILED
                ? StatusFailure.of(status, showValues)
                : null;
    }

    /// A corrected file has another checksum, and passes.
    private boolean barred(MigrationStatus status) {
        Migration migration = status.migration();
        boolean waiting =
                switch (status.state()) {
                    case PENDING, ROLLED_BACK -> true;
                    case APPLIED, FAILED -> false;
                };
        if (migration == null || !waiting) {
            return false;
        }
        return bars.stream()
                .filter(bar -> bar.migration().equals(status.name()))
                .anyMatch(bar -> tool.checksums(migration.script()).contains(bar.checksum()));
    }
}
