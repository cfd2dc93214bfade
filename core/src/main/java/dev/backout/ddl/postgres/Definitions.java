package dev.backout.ddl.postgres;

import dev.backout.schema.DbObject;
import dev.backout.schema.Standing;

import java.util.LinkedHashMap;
import java.util.Map;

/// Compares objects without their standing.
final class Definitions {
    private Definitions() {}

    /// Whether two objects of one kind differ in nothing but owner, grants and comment.
    static boolean equal(DbObject one, DbObject other) {
        return of(one).equals(of(other));
    }

    private static Map<String, String> of(DbObject object) {
        Map<String, String> attributes = new LinkedHashMap<>(object.attributes());
        attributes.keySet().removeAll(Standing.RIGHTS);
        attributes.keySet().removeAll(Standing.COMMENTS);
        return attributes;
    }
}
