package dev.backout.integration.kubernetes.pause;

import dev.backout.integration.kubernetes.ObjectName;

import java.util.List;
import java.util.Map;

/// An entry of `writes.pause` that speaks to a cluster.
public sealed interface PauseEntry {
    /// Variables are set on containers, until writes are resumed.
    ///
    /// @param variables names and what they are set to
    /// @param containers which of them; all when empty
    record Env(Map<String, String> variables, List<ObjectName> workloads, List<String> containers)
            implements PauseEntry {
        /// Copies what it is given.
        public Env {
            variables = Map.copyOf(variables);
            workloads = List.copyOf(workloads);
            containers = List.copyOf(containers);
        }
    }

    /// No pod is left, until writes are resumed.
    record Scale(List<ObjectName> workloads) implements PauseEntry {
        /// Copies the list.
        public Scale {
            workloads = List.copyOf(workloads);
        }
    }

    /// CronJobs start nothing, until writes are resumed.
    ///
    /// @param awaitJobs whether what runs is waited for
    record Suspend(List<ObjectName> cronJobs, boolean awaitJobs) implements PauseEntry {
        /// Copies the list.
        public Suspend {
            cronJobs = List.copyOf(cronJobs);
        }
    }
}
