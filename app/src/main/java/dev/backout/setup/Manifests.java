package dev.backout.setup;

import dev.backout.config.Document;
import dev.backout.setup.Survey.Chart;
import dev.backout.setup.Survey.Context;
import dev.backout.setup.Survey.Workload;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Kubernetes manifests, Helm charts and kubeconfigs name. The templates of a chart are no
/// YAML before Helm has filled them in, and say nothing here.
final class Manifests {
    private static final Set<String> KINDS =
            Set.of("Deployment", "StatefulSet", "CronJob", "Rollout");

    private Manifests() {}

    static List<Workload> workloads(SourceTree tree) {
        List<Workload> workloads = new ArrayList<>();
        for (Path file : tree.named(".*\\.ya?ml")) {
            String text = SourceTree.text(file);
            if (text.contains("apiVersion:") && text.contains("kind:")) {
                for (Document document : Document.yamls(text)) {
                    Workload found = workload(document, tree.where(file));
                    if (found != null) {
                        workloads.add(found);
                    }
                }
            }
        }
        return workloads;
    }

    private static @Nullable Workload workload(Document document, String where) {
        String kind = text(document.at("kind"));
        String name = Names.plain(text(document.at("metadata", "name")));
        if (kind == null || name == null || !KINDS.contains(kind)) {
            return null;
        }
        Document spec = document.at("spec");
        Document pod =
                kind.equals("CronJob")
                        ? spec.at("jobTemplate", "spec", "template", "spec")
                        : spec.at("template", "spec");
        Workload found =
                new Workload(
                        kind,
                        name,
                        Names.plain(text(document.at("metadata", "namespace"))),
                        null,
                        null,
                        false,
                        where);
        for (Document container : items(pod.at("containers"))) {
            found = with(found, container);
        }
        return found;
    }

    private static Workload with(Workload found, Document container) {
        boolean serves = found.serves() || !items(container.at("ports")).isEmpty();
        String variable = found.variable();
        String secret = found.secret();
        for (Document one : items(container.at("env"))) {
            String name = Names.variable(text(one.at("name")));
            if (variable == null && name != null && Names.ofDatabase(name)) {
                variable = name;
                secret = secret(one.at("valueFrom", "secretKeyRef"));
            }
        }
        return new Workload(
                found.kind(),
                found.name(),
                found.namespace(),
                variable,
                secret,
                serves,
                found.where());
    }

    private static @Nullable String secret(Document reference) {
        String name = Names.plain(text(reference.at("name")));
        String key = Names.plain(text(reference.at("key")));
        return name == null || key == null ? null : "%s, key %s".formatted(name, key);
    }

    static List<Chart> charts(SourceTree tree) {
        List<Chart> charts = new ArrayList<>();
        for (Path file : tree.named("Chart\\.ya?ml")) {
            for (Document document : Document.yamls(SourceTree.text(file))) {
                String name = Names.plain(text(document.at("name")));
                if (name != null) {
                    charts.add(new Chart(name, tree.where(file)));
                }
            }
        }
        return charts;
    }

    /// The contexts that kubectl would know, without the servers and the logins behind them.
    static List<Context> contexts(Map<String, String> environment) {
        List<Context> contexts = new ArrayList<>();
        String named = environment.getOrDefault("KUBECONFIG", "");
        String home = environment.getOrDefault("HOME", "");
        String files = named.isEmpty() && !home.isEmpty() ? home + "/.kube/config" : named;
        for (String one : files.split(File.pathSeparator, -1)) {
            if (one.isEmpty() || !Files.isRegularFile(Path.of(one))) {
                continue;
            }
            for (Document document : Document.yamls(SourceTree.text(Path.of(one)))) {
                String current = text(document.at("current-context"));
                for (Document context : items(document.at("contexts"))) {
                    String name = Names.context(text(context.at("name")));
                    if (name != null) {
                        String where = named.isEmpty() ? "~/.kube/config" : "KUBECONFIG";
                        contexts.add(new Context(name, name.equals(current), where));
                    }
                }
            }
        }
        return contexts;
    }

    private static List<Document> items(Document document) {
        return document instanceof Document.Items(List<Document> items) ? items : List.of();
    }

    private static @Nullable String text(Document document) {
        return document instanceof Document.Text(String text) ? text : null;
    }
}
