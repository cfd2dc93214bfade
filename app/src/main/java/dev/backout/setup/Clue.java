package dev.backout.setup;

import java.util.ArrayList;
import java.util.List;

/// One thing that was found.
///
/// @param what it is
/// @param where it was found
public record Clue(String what, String where) {
    static List<Clue> of(Survey survey) {
        List<Clue> clues = new ArrayList<>();
        survey.project().forEach(line -> clues.add(new Clue(line, "")));
        survey.databases().forEach(one -> clues.add(new Clue(server(one), one.where())));
        survey.variables()
                .forEach(one -> clues.add(new Clue("variable " + one.name(), one.where())));
        survey.contexts()
                .forEach(one ->
                        clues.add(
                                new Clue(
                                        "Kubernetes context %s%s"
                                                .formatted(
                                                        one.name(),
                                                        one.current() ? ", the current one" : ""),
                                        one.where())));
        survey.workloads().forEach(one -> clues.add(new Clue(workload(one), one.where())));
        survey.charts()
                .forEach(one -> clues.add(new Clue("Helm chart " + one.name(), one.where())));
        survey.deployments()
                .forEach(one -> clues.add(new Clue("runs " + one.command(), one.where())));
        survey.pipelines()
                .forEach(one -> clues.add(new Clue("CI of " + one.system(), one.where())));
        return clues;
    }

    static String workload(Survey.Workload one) {
        String database =
                one.variable() == null
                        ? ""
                        : one.secret() == null
                                ? " with " + one.variable()
                                : " with %s of secret %s".formatted(one.variable(), one.secret());
        return "%s %s%s".formatted(one.kind(), one.name(), database);
    }

    static String server(Survey.Server one) {
        String major = one.major() == null ? "" : " " + one.major();
        return "PostgreSQL%s%s"
                .formatted(major, one.port() == null ? "" : " on port " + one.port());
    }
}
