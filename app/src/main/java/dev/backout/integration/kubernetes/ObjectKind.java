package dev.backout.integration.kubernetes;

import java.util.Locale;

/// A kind of object that Backout reads or changes in a cluster.
public enum ObjectKind {
    /// An application whose pods are all alike.
    DEPLOYMENT("apps", "v1", "deployments", "deployment"),
    /// An application whose pods have names of their own.
    STATEFUL_SET("apps", "v1", "statefulsets", "statefulSet"),
    /// What a deployment was and is: one for each pod template.
    REPLICA_SET("apps", "v1", "replicasets", "replicaSet"),
    /// What starts jobs by the clock.
    CRON_JOB("batch", "v1", "cronjobs", "cronJob"),
    /// Work that ends.
    JOB("batch", "v1", "jobs", "job"),
    /// What runs.
    POD("", "v1", "pods", "pod"),
    /// Kubernetes' own autoscaler.
    AUTOSCALER("autoscaling", "v2", "horizontalpodautoscalers", "horizontalPodAutoscaler"),
    /// KEDA's autoscaler, which makes one of Kubernetes' own.
    SCALED_OBJECT("keda.sh", "v1alpha1", "scaledobjects", "scaledObject"),
    /// What Argo CD keeps like a git repository.
    APPLICATION("argoproj.io", "v1alpha1", "applications", "application"),
    /// What makes applications of Argo CD.
    APPLICATION_SET("argoproj.io", "v1alpha1", "applicationsets", "applicationSet"),
    /// What Flux keeps like a git repository.
    KUSTOMIZATION("kustomize.toolkit.fluxcd.io", "v1", "kustomizations", "kustomization"),
    /// A chart that Flux keeps installed.
    HELM_RELEASE("helm.toolkit.fluxcd.io", "v2", "helmreleases", "helmRelease");

    private final String group;
    private final String version;
    private final String plural;
    private final String word;

    ObjectKind(String group, String version, String plural, String word) {
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.word = word;
    }

    /// The API's group; empty for the first one.
    public String group() {
        return group;
    }

    /// As paths and rights have it: `deployments`.
    public String plural() {
        return plural;
    }

    /// As people write and read it: `deployment`.
    public String word() {
        return word;
    }

    /// As objects name it: `Deployment`.
    public String type() {
        return this == AUTOSCALER
                ? "HorizontalPodAutoscaler"
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// The path of the kind's objects.
    ///
    /// @param namespace which one; empty for all of them
    String path(String namespace) {
        String root = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
        return namespace.isEmpty()
                ? "%s/%s".formatted(root, plural)
                : "%s/namespaces/%s/%s".formatted(root, namespace, plural);
    }
}
