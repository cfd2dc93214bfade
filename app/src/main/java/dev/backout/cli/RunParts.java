package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.integration.command.CommandSite;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.journal.Step;
import dev.backout.plan.Plan;
import dev.backout.run.Around;
import dev.backout.run.OutsideWork;
import dev.backout.runbook.RunbookSteps;
import dev.backout.surgical.SurgicalWork;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a run does outside of its transaction: the backup, what comes out of one, and the runbook.
///
/// @param backups takes backups
/// @param surgical takes rows out of them
/// @param runbook everything else
record RunParts(RunBackup backups, SurgicalRun surgical, RunbookSteps runbook) {
    static RunParts of(Shell shell, Choices choices, Site site) {
        return of(shell, choices, site, Map.of());
    }

    /// @param passed the reasons of people who let gates pass, by the gates' names
    static RunParts of(Shell shell, Choices choices, Site site, Map<String, String> passed) {
        return new RunParts(
                new RunBackup(choices, site),
                new SurgicalRun(shell, choices, site),
                new RunbookSteps(
                        site.runbook(),
                        site::connect,
                        site.records(),
                        new CommandSite(
                                Configuration.references(choices),
                                shell.environment(),
                                site.target().address(),
                                site.target().environment()),
                        passed));
    }

    /// Who does the steps.
    ///
    /// @param source where the plan's backup lies on this machine; null when it is where the plan
    ///   says
    List<OutsideWork> works(@Nullable String source) {
        List<OutsideWork> works = new ArrayList<>(runbook.works());
        works.add(backups.work());
        works.add(surgical.work(source));
        return works;
    }

    /// The steps around the transaction of a plan.
    Around around(Plan plan, RunBackup.Decided backup) {
        List<Step.Outside> first = new ArrayList<>(List.of(BackupWork.step(backup.plan())));
        first.addAll(SurgicalWork.steps(plan));
        return runbook.around(plan, first);
    }
}
