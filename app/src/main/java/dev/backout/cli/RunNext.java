package dev.backout.cli;

import dev.backout.config.Project;
import dev.backout.migration.HistoryAction;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.run.RunReport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What people do next, once a run is done.
///
/// @param site where the migrations lie, for their names
record RunNext(Shell shell, Site site) {
    /// One sentence each, in order.
    List<String> steps(RunReport report) {
        Plan plan = report.plan();
        if (plan.strategy() instanceof Strategy.Redo) {
            return List.of(
                    "deploy the release that brought it; its files have to be in its repository"
                            + " again",
                    "to back it out again: backout plan "
                            + RunText.quoted(report.migrations().getFirst()));
        }
        if (plan.failure() != null && !(plan.strategy() instanceof Strategy.Inverse)) {
            return List.of(
                    plan.migrations().stream().allMatch(RunNext::applied)
                            ? "it counts as applied: deploy the release that brought it"
                            : "remove the cause, then deploy again: the file is tried once more;"
                                    + " or correct the file first");
        }
        List<String> next = new ArrayList<>();
        boolean bars = site.tool().columns().checksum() != null;
        next.add(
                "revert the commit that brought %s; until then %s"
                        .formatted(
                                report.migrations().stream()
                                        .map(this::directory)
                                        .collect(Collectors.joining(", ")),
                                bars
                                        ? "the bar stops every deploy of it, and later migrations"
                                                + " wait behind it"
                                        : "every deploy applies it again: nothing bars it, since %s"
                                                        .formatted(site.tool().table())
                                                + " holds no checksum"));
        next.addAll(site.tool().afterwards());
        next.add(
                (site.runbook().application().isEmpty()
                                ? "deploy the old release; "
                                : "the old release is out again; ")
                        + "sessions that stay connected may meet \"cached plan must"
                        + " not change result type\": restart them, or let them reconnect");
        next.add("behind PgBouncer: RECONNECT on its console");
        if (bars) {
            next.addAll(lifted(report));
        }
        return next;
    }

    private static List<String> lifted(RunReport report) {
        return report.migrations().stream()
                .map(name ->
                        "a corrected file of that name passes; to let the very same one be"
                                + " applied again: backout unbar "
                                + RunText.quoted(name))
                .toList();
    }

    private static boolean applied(UndoneMigration migration) {
        return migration.history() instanceof HistoryAction.MarkApplied;
    }

    private String directory(String migration) {
        Project project = site.project();
        if (project == null) {
            return migration;
        }
        Path directory = project.migrations().resolve(migration);
        return directory.startsWith(shell.directory())
                ? shell.directory().relativize(directory).toString()
                : directory.toString();
    }
}
