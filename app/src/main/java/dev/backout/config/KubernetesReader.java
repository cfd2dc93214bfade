package dev.backout.config;

import dev.backout.integration.kubernetes.KubernetesSettings;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.pause.PauseEntry;
import dev.backout.integration.kubernetes.release.KubernetesRelease;
import dev.backout.integration.kubernetes.worker.KubernetesWorker;
import dev.backout.reference.References;
import dev.backout.reference.SecretMask;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what an environment says about its cluster.
final class KubernetesReader {
    /// The keys that make an entry of `writes.pause` one of ours.
    static final List<String> PAUSES = List.of("env", "scale", "suspend");

    /// As Kubernetes has names of objects and namespaces (RFC 1123).
    private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";

    private KubernetesReader() {}

    /// @param block what stands behind `kubernetes`
    /// @param folder of `backout.yaml`
    static KubernetesSettings settings(YamlBlock block, Path folder) {
        block.only("context", "namespace", "kubeconfig");
        String kubeconfig = block.text("kubeconfig");
        return new KubernetesSettings(
                block.text("context"),
                namespace(block),
                kubeconfig == null ? null : folder.resolve(kubeconfig).normalize());
    }

    /// @param entry of `writes.pause`, with one of [#PAUSES]
    static PauseEntry pause(YamlBlock entry) {
        if (entry.has("env")) {
            entry.only("env", "on", "container", "namespace");
            return new PauseEntry.Env(
                    variables(entry.block("env")), workloads(entry, "on"), containers(entry));
        }
        if (entry.has("scale")) {
            entry.only("scale", "namespace");
            return new PauseEntry.Scale(workloads(entry, "scale"));
        }
        entry.only("suspend", "jobs", "namespace");
        String jobs = entry.text("jobs");
        if (jobs != null && !List.of("wait", "leave").contains(jobs)) {
            throw entry.wrong("jobs", "is wait or leave, not " + jobs);
        }
        return new PauseEntry.Suspend(
                entry.textOrTexts("suspend").stream()
                        .map(name -> named(entry, "suspend", ObjectKind.CRON_JOB, name))
                        .toList(),
                !"leave".equals(jobs));
    }

    /// @param entry of `application`, with `deployment`
    static KubernetesRelease release(YamlBlock entry) {
        entry.only("deployment", "namespace", "to", "container", "timeout");
        String to = entry.text("to");
        Duration timeout = entry.duration("timeout");
        return new KubernetesRelease(
                named(entry, "deployment", ObjectKind.DEPLOYMENT, entry.required("deployment")),
                "previous".equals(to) ? null : to,
                entry.text("container"),
                timeout == null ? KubernetesRelease.TIMEOUT : timeout);
    }

    /// @param entry of `workers`
    static KubernetesWorker worker(YamlBlock entry) {
        entry.only(
                "deployment",
                "statefulSet",
                "namespace",
                "concurrency",
                "container",
                "steps",
                "timeout");
        boolean set = entry.has("statefulSet");
        Duration timeout = entry.duration("timeout");
        return new KubernetesWorker(
                named(
                        entry,
                        set ? "statefulSet" : "deployment",
                        set ? ObjectKind.STATEFUL_SET : ObjectKind.DEPLOYMENT,
                        entry.required(set ? "statefulSet" : "deployment")),
                entry.text("concurrency"),
                containers(entry),
                entry.has("steps") ? steps(entry) : List.of(1),
                timeout == null ? KubernetesRelease.TIMEOUT : timeout);
    }

    private static List<Integer> steps(YamlBlock entry) {
        List<Integer> steps = new ArrayList<>();
        for (String text : entry.textOrTexts("steps")) {
            int last = steps.isEmpty() ? 0 : steps.getLast();
            if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) <= last) {
                throw entry.wrong("steps", "are numbers that grow, such as [1, 4], not " + text);
            }
            steps.add(Integer.valueOf(text));
        }
        return steps;
    }

    private static List<ObjectName> workloads(YamlBlock entry, String key) {
        return entry.textOrTexts(key).stream().map(text -> workload(entry, key, text)).toList();
    }

    private static ObjectName workload(YamlBlock entry, String key, String text) {
        int slash = text.indexOf('/');
        String kind = slash < 0 ? ObjectKind.DEPLOYMENT.word() : text.substring(0, slash);
        for (ObjectKind known : List.of(ObjectKind.DEPLOYMENT, ObjectKind.STATEFUL_SET)) {
            if (known.word().equalsIgnoreCase(kind)) {
                return named(entry, key, known, text.substring(slash + 1));
            }
        }
        throw entry.wrong(key, "names deployment/NAME or statefulSet/NAME, not " + text);
    }

    private static ObjectName named(YamlBlock entry, String key, ObjectKind kind, String name) {
        if (!name.matches(NAME)) {
            throw entry.wrong(key, "is the name of a %s, not %s".formatted(kind.word(), name));
        }
        return new ObjectName(kind, namespace(entry), name);
    }

    private static @Nullable String namespace(YamlBlock block) {
        String namespace = block.text("namespace");
        if (namespace != null && !namespace.matches(NAME)) {
            throw block.wrong("namespace", "is the name of a namespace, not " + namespace);
        }
        return namespace;
    }

    private static List<String> containers(YamlBlock entry) {
        return entry.has("container") ? entry.textOrTexts("container") : List.of();
    }

    /// They stand in the journal and on the objects.
    private static Map<String, String> variables(YamlBlock block) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : block.keys()) {
            String value = block.required(name);
            if (SecretMask.named(name) || References.in(value)) {
                throw block.wrong(
                        name, "is a switch such as READ_ONLY_MODE: \"true\", never a secret");
            }
            variables.put(name, value);
        }
        if (variables.isEmpty()) {
            throw block.wrong("", "names no variable");
        }
        return variables;
    }
}
