package dev.backout.cli;

import dev.backout.plan.PlanFile;
import dev.backout.planfile.PlanFiles;

import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/// The plan file that a command takes.
final class PlanArgument {
    @Parameters(
            paramLabel = "PLAN",
            arity = "0..1",
            description = "the plan file that backout plan wrote; backout-plan.json otherwise")
    private Path plan = Path.of(PlanFiles.USUAL);

    /// As it was typed.
    Path path() {
        return plan;
    }

    /// Reads it.
    PlanFile read(Shell shell) {
        return PlanFiles.read(shell.directory().resolve(plan));
    }
}
