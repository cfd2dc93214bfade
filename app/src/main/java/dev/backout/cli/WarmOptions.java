package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.vault.WarmSettings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The options that say which columns are copied before the migration that drops them.
final class WarmOptions {
    @Option(
            names = "--warm-above",
            paramLabel = "ROWS",
            description =
                    "a column of a table with more rows is copied before the migration that drops"
                            + " it begins; 100000 otherwise")
    private @Nullable Long above;

    @Option(
            names = "--no-warm",
            description = "copies every column in the migration's transaction, under its lock")
    private boolean never;

    @Option(
            names = "--warm-only",
            description = "copies those columns, and applies nothing yet: the next deploy goes on")
    private boolean only;

    @Option(
            names = "--stop-warming",
            description = "gives up the copies that were begun, triggers and all, and ends")
    private boolean stop;

    /// Whether nothing is to be applied.
    boolean only() {
        return only;
    }

    /// Whether copies are to be given up, and nothing else.
    boolean stop() {
        return stop;
    }

    /// What was chosen.
    ///
    /// @param file the limit of backout.yaml, or null
    WarmSettings settings(@Nullable Long file) {
        if (above != null && above < 0) {
            throw BackoutException.of(ErrorCode.USAGE, "--warm-above is 0 or more");
        }
        if (only && (never || stop)) {
            throw BackoutException.of(
                    ErrorCode.USAGE, "--warm-only does not go with --no-warm or --stop-warming");
        }
        if (never) {
            return WarmSettings.NEVER;
        }
        Long limit = above == null ? file : above;
        return limit == null ? WarmSettings.DEFAULT : WarmSettings.DEFAULT.withAbove(limit);
    }
}
