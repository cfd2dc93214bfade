package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.backup.RunReach;
import dev.backout.config.Choices;
import dev.backout.config.Deploying;
import dev.backout.deploy.DeployReport;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.journal.RunId;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What is done around a deployment: a backup before it, the gates of the environment behind it,
/// and the offer of the way back when one of them says no.
///
/// @param parts takes backups, and knows the gates
/// @param text tells of it
/// @param backup which backup; null: none
/// @param gates whether the gates are asked
/// @param name of the deployment, for the backup's name and for whoever cleans up after a write
///   test
/// @param diary what is found on the way
record DeployCare(
        RunParts parts,
        DeployText text,
        @Nullable BackupChoice backup,
        boolean gates,
        String name,
        Diary diary) {
    /// @param asked `--backup`, or null
    /// @param look `--gates`
    static DeployCare of(
            Shell shell,
            Choices choices,
            Deploying deploying,
            DeployText text,
            @Nullable BackupChoice asked,
            boolean look) {
        Site site = Site.find(choices);
        RunParts parts = RunParts.of(shell, choices, site);
        BackupChoice chosen = asked == null ? deploying.backup() : asked;
        return new DeployCare(
                parts,
                text,
                chosen == null && parts.backups().required() ? new BackupChoice.Decide() : chosen,
                look || deploying.gates(),
                RunId.next(Instant.now()),
                new MemoryDiary(text::note));
    }

    /// What would be done, for `--dry-run`.
    void foresee() {
        if (backup != null) {
            text.tell("backup", decided(backup).plan().sentence());
        }
        if (gates) {
            steps().forEach(step -> text.tell("then", step.title()));
        }
    }

    /// Looks whether the gates can be asked, notes what will be compared, and takes the backup.
    ///
    /// @throws BackoutException as a run's; nothing was deployed
    void before() {
        if (gates) {
            parts.runbook().insist(steps());
            for (Step.Outside step : parts.runbook().beforeDeployment()) {
                text.tell("before", work(step).perform(step, name, diary));
            }
        }
        if (backup == null) {
            return;
        }
        RunBackup.Decided decided = decided(backup);
        text.tell("backup", decided.plan().sentence());
        String taken = parts.backups().work().perform(BackupWork.step(decided.plan()), name, diary);
        text.tell("", taken);
    }

    /// Asks the gates, one after the other, and watches.
    ///
    /// @throws BackoutException `gate-failed`, `gate-inconclusive`, with the way back as a hint
    void after(DeployReport report) {
        if (!gates || report.applied().isEmpty()) {
            return;
        }
        for (Step.Outside step : steps()) {
            try {
                text.tell(
                        "looked",
                        "%s: %s".formatted(step.title(), work(step).perform(step, name, diary)));
            } catch (BackoutException e) {
                throw told(step, e, report.applied().size());
            }
        }
    }

    /// It is applied and stays so: whether to go back is for a person to say.
    private static BackoutException told(Step.Outside step, BackoutException e, int applied) {
        return new BackoutException(
                e.code(),
                "%s: %s".formatted(step.title(), e.getMessage()),
                List.of(
                        "%s applied and %s so; what was destroyed is kept"
                                .formatted(
                                        Counted.of(applied, "migration")
                                                + (applied == 1 ? " is" : " are"),
                                        applied == 1 ? "stays" : "stay"),
                        "to back out: backout plan%s && backout run backout-plan.json"
                                .formatted(applied == 1 ? "" : " --last " + applied)),
                e);
    }

    private RunBackup.Decided decided(BackupChoice choice) {
        return parts.backups().decide(choice, RunReach.ofDeployment());
    }

    private List<Step.Outside> steps() {
        return parts.runbook().afterDeployment();
    }

    private OutsideWork work(Step.Outside step) {
        return OutsideWork.of(step, parts.runbook().works());
    }
}
