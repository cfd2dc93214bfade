package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

/// An object as `backout.yaml` names it.
///
/// @param namespace or null: that of the environment
public record ObjectName(ObjectKind kind, @Nullable String namespace, String name) {
    /// Which object that is.
    public ObjectRef in(Cluster cluster) {
        return new ObjectRef(kind, namespace == null ? cluster.namespace() : namespace, name);
    }

    /// The object, which has to be there.
    ///
    /// @throws BackoutException `configuration-invalid` when it is not
    public ObjectNode read(Cluster cluster, Deadline deadline) {
        ObjectRef ref = in(cluster);
        ObjectNode object = cluster.get(ref, deadline);
        if (object == null) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is no %s in the cluster %s".formatted(ref.text(), cluster.server()),
                    "kubectl get %s -n %s".formatted(kind.plural(), ref.namespace()));
        }
        return object;
    }
}
