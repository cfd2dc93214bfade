package dev.backout.ddl;

import dev.backout.schema.DbObject;

/// The statements of one database product. Immutable and safe to share.
public interface Ddl {
    /// The statements of the object's kind.
    <T extends DbObject> KindDdl<T> of(T object);

    /// The statements for owner, grants and comments.
    StandingDdl standing();
}
