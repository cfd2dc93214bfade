package dev.backout.ddl.postgres;

import dev.backout.schema.DbObject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Compares objects without their standing.
final class Definitions {
    private static final Set<String> STANDING = Set.of("owner", "grants", "comment");

    private Definitions() {}

    /// Whether two objects of one kind differ in nothing but owner, grants and comment.
    static boolean equal(DbObject one, DbObject other) {
        return of(one).equals(of(other));
    }

    private static Map<String, String> of(DbObject object) {
        Map<String, String> attributes = new LinkedHashMap<>(object.attributes());
        attributes.keySet().removeAll(STANDING);
        return attributes;
    }
}
