package dev.backout.integration.kubernetes;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where the cluster of an environment is.
///
/// @param context of the kubeconfig, or null: the current one, or the cluster that this process
///   runs in
/// @param namespace of objects that say none, or null: the context's
/// @param kubeconfig the file, or null: found as kubectl finds it
public record KubernetesSettings(
        @Nullable String context, @Nullable String namespace, @Nullable Path kubeconfig) {
    /// As kubectl without options.
    public static final KubernetesSettings USUAL = new KubernetesSettings(null, null, null);
}
