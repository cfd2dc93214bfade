package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.gate.GateWork;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.run.Runner;
import dev.backout.watch.WatchWork;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A person lets a run pass a gate that did not hold, or that nobody could tell about.
final class PassGate {
    @Option(
            names = "--pass-gate",
            paramLabel = "NAME",
            description = "lets the run pass that gate without asking it; the journal says who")
    private @Nullable String gate;

    @Option(
            names = "--because",
            paramLabel = "REASON",
            description = "why the gate may be passed; the journal says so")
    private @Nullable String reason;

    /// The reason by the gate's name.
    ///
    /// @throws BackoutException `usage` when one stands without the other
    Map<String, String> passed() {
        if ((gate == null) != (reason == null || reason.isBlank())) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--pass-gate NAME and --because REASON go together",
                    "nothing was executed; the reason is journalled");
        }
        return gate == null || reason == null ? Map.of() : Map.of(gate, reason);
    }

    /// Stops when the run has no such gate before it.
    void insist(Runner runner, String run) {
        if (gate == null) {
            return;
        }
        List<String> left = new ArrayList<>();
        for (NumberedStep step : runner.look(run).left()) {
            String name = step.step() instanceof Step.Outside outside ? name(outside) : null;
            if (name != null) {
                left.add(name);
            }
        }
        if (!left.contains(gate)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "run %s has no gate %s before it".formatted(run, gate),
                    left.isEmpty()
                            ? "nothing was executed; it has none at all"
                            : "nothing was executed; it has " + String.join(", ", left));
        }
    }

    private static @Nullable String name(Step.Outside step) {
        String name = GateWork.name(step);
        return name == null ? WatchWork.name(step) : name;
    }
}
