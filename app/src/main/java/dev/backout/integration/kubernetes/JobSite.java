package dev.backout.integration.kubernetes;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a pod has beside the plan.
///
/// @param files by their paths below the plan's folder: `backout.yaml`, approvals, allowed signers
/// @param variable the environment variable that the URL of the secret becomes
/// @param account the service account whose token the pod has; empty for none: it asks no cluster
public record JobSite(Map<String, String> files, String variable, String account) {
    /// Nothing but the plan.
    public static final JobSite PLAIN = new JobSite(Map.of(), "DATABASE_URL", "");

    /// Keeps the files in the order of their paths.
    public JobSite {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
