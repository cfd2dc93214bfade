package dev.backout.integration.kubernetes;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pod has beside the plan.
///
/// @param files by their paths below the plan's folder: `backout.yaml`, approvals, allowed signers
/// @param variable the environment variable that the URL of the secret becomes
/// @param others more variables that the environment refers to: each is filled by the key of its
///   name
/// @param account the service account whose token the pod has; empty for none: it asks no cluster
public record JobSite(
        Map<String, String> files, String variable, List<String> others, String account) {
    /// Nothing but the plan.
    public static final JobSite PLAIN = new JobSite(Map.of(), "DATABASE_URL", List.of(), "");

    /// Keeps the files in the order of their paths, and copies the list.
    public JobSite {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        others = List.copyOf(others);
    }
}
