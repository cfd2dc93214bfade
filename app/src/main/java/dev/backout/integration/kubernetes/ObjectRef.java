package dev.backout.integration.kubernetes;

/// Which object of a cluster.
///
/// @param namespace never empty
public record ObjectRef(ObjectKind kind, String namespace, String name) {
    /// `deployment shop/web`.
    public String text() {
        return "%s %s/%s".formatted(kind.word(), namespace, name);
    }

    String path() {
        return "%s/%s".formatted(kind.path(namespace), name);
    }
}
