package dev.backout.catalog.postgres;

import java.util.List;

/// Everything that is no relation and no part of one.
final class OtherKinds {
    static final List<KindReader> ALL = List.of();

    private OtherKinds() {}
}
