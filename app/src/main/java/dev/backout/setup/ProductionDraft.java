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
        return lines;
    }

    /// The namespace of the workloads, when they agree on one.
    static String namespace(Survey survey) {
        List<String> named =
                survey.workloads().stream()
                        .map(Workload::namespace)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return named.size() == 1 ? named.getFirst() : "default";
    }
}
