package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.Merging;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;

/// The options that decide how what comes back and what is live become one, where the laws leave a
/// choice.
final class MergeOptions {
    @Option(
            names = "--prefer",
            paramLabel = "SIDE",
            description =
                    "where a value was destroyed and written anew since: later (the usual) or"
                            + " kept; the other one is set aside")
    private String prefer = "later";

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description =
                    "what becomes of values that the old schema cannot hold:"
                            + " \"Table.column: OLD -> NEW, OLD -> NEW\"")
    private List<String> maps = new ArrayList<>();

    @Option(
            names = "--on-unrepresentable",
            paramLabel = "WHAT",
            description =
                    "what becomes of rows that the old schema cannot hold: stop (the usual), or"
                            + " set-aside")
    private String unrepresentable = "stop";

    /// What was chosen.
    ///
    /// @throws BackoutException `usage`
    Merging merging() {
        return new Merging(preferKept(), setAside(), MapOption.parse(maps));
    }

    private boolean setAside() {
        if (!unrepresentable.equals("stop") && !unrepresentable.equals("set-aside")) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--on-unrepresentable knows stop and set-aside, not " + unrepresentable,
                    "stop: they stand in the way, counted; set-aside: what does not fit goes into"
                            + " the vault");
        }
        return unrepresentable.equals("set-aside");
    }

    private boolean preferKept() {
        if (!prefer.equals("later") && !prefer.equals("kept")) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--prefer knows later and kept, not " + prefer,
                    "later: what was written since stays; kept: what the migration destroyed wins");
        }
        return prefer.equals("kept");
    }
}
