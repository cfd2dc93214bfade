package dev.backout.setup;

import dev.backout.setup.Survey.Workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The environment `production` of a draft. All of it is a guess: no file of a project tells which
/// cluster and which database serve customers.
///
/// @param survey what was found
record ProductionDraft(Survey survey) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Survey.Variable one : survey.variables()) {
            lines.add("  # %s names %s".formatted(one.where(), one.name()));
        }
        for (Workload one : survey.workloads()) {
            if (one.variable() != null) {
                lines.add("  # %s: %s".formatted(one.where(), Clue.workload(one)));
            }
        }
        lines.add("#  production:");
        lines.add("#    url: ${env:PRODUCTION_DATABASE_URL}");
        lines.addAll(approvals());
        lines.addAll(kubernetes());
        return lines;
    }

    private static List<String> approvals() {
        return List.of(
                "    # two people sign a plan with their SSH keys: docs/approvals.md",
                "#    approvals:",
                "#      signers: ops/allowed_signers",
                "#      groups:",
                "#        sre: [ann@example.com]",
                "#        migration-owner: [bob@example.com]");
    }

    private List<String> kubernetes() {
        List<String> lines = new ArrayList<>();
        for (Survey.Context one : survey.contexts()) {
            lines.add(
                    "    # %s: context %s%s"
                            .formatted(
                                    one.where(),
                                    one.name(),
                                    one.current() ? ", the current one" : ""));
        }
        for (Survey.Chart one : survey.charts()) {
            lines.add("    # %s: Helm chart %s".formatted(one.where(), one.name()));
        }
        for (Workload one : survey.workloads()) {
            lines.add("    # %s: %s".formatted(one.where(), Clue.workload(one)));
        }
        if (!survey.contexts().isEmpty() || !survey.workloads().isEmpty()) {
            lines.addAll(cluster());
        }
        lines.addAll(pausing());
        lines.addAll(application());
        List<String> workers = named("Deployment", false);
        if (!workers.isEmpty()) {
            lines.add("    # what goes on step by step behind all of it");
            lines.add("#    workers:");
            workers.forEach(name -> lines.add("#      - deployment: " + name));
        }
        return lines;
    }

    private List<String> cluster() {
        List<String> lines = new ArrayList<>();
        lines.add("#    kubernetes:");
        survey.contexts().stream()
                .filter(Survey.Context::current)
                .forEach(one -> lines.add("#      context: \"%s\"".formatted(one.name())));
        List<String> namespaces = namespaces();
        if (namespaces.size() > 1) {
            lines.add(
                    "      # the manifests name %s: give each entry below its own"
                            .formatted(String.join(", ", namespaces)));
        }
        lines.add(
                "#      namespace: " + (namespaces.isEmpty() ? "default" : namespaces.getFirst()));
        return lines;
    }

    /// Only where it is needed: while a run changes what the application writes to.
    private List<String> pausing() {
        List<String> serving = named("Deployment", true);
        List<String> workers = named("Deployment", false);
        List<String> jobs = named("CronJob", false);
        List<String> lines = new ArrayList<>();
        if (serving.isEmpty() && workers.isEmpty() && jobs.isEmpty()) {
            return lines;
        }
        lines.add(
                "    # how nobody writes for a moment; READ_ONLY_MODE is a guess at a switch of"
                        + " yours");
        if (!workers.isEmpty()) {
            lines.add(
                    "    # no container of %s listens on a port: taken for workers, which may stop"
                                    .formatted(String.join(", ", workers))
                            + " for a while");
        }
        lines.add("#    writes:");
        lines.add("#      pause:");
        if (!serving.isEmpty()) {
            lines.add("#        - env: {READ_ONLY_MODE: \"true\"}");
            lines.add("#          on: [%s]".formatted(String.join(", ", serving)));
        }
        if (!workers.isEmpty()) {
            lines.add("#        - scale: [%s]".formatted(String.join(", ", workers)));
        }
        if (!jobs.isEmpty()) {
            lines.add("#        - suspend: [%s]".formatted(String.join(", ", jobs)));
        }
        return lines;
    }

    private List<String> application() {
        List<String> lines = new ArrayList<>();
        List<String> serving = named("Deployment", true);
        if (!serving.isEmpty() || !survey.charts().isEmpty()) {
            lines.add("    # what goes back to its last release, in this order");
            lines.add("#    application:");
        }
        serving.forEach(name -> lines.add("#      - deployment: " + name));
        if (serving.isEmpty()) {
            survey.charts()
                    .forEach(one ->
                            lines.add(
                                    "#      - command: {name: \"helm %s\", do: \"helm rollback %s --wait\"}"
                                            .formatted(one.name(), one.name())));
        }
        return lines;
    }

    /// The names of those that take the database, or of all CronJobs.
    private List<String> named(String kind, boolean serves) {
        return survey.workloads().stream()
                .filter(one -> one.kind().equals(kind) && one.serves() == serves)
                .filter(one -> one.variable() != null || kind.equals("CronJob"))
                .map(Workload::name)
                .distinct()
                .toList();
    }

    private List<String> namespaces() {
        return survey.workloads().stream()
                .map(Workload::namespace)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
