package dev.backout.ddl;

import dev.backout.schema.DbObject;

import java.util.List;

/// Owner, grants and comments of every kind: what is left to say once an object exists.
public interface StandingDdl {
    /// Gives an object another standing.
    ///
    /// @param from the object as it is now
    /// @param to the object as it is to be, at the same address
    List<Statement> change(DbObject from, DbObject to);

    /// Says the comment of an object that has none yet; nothing when it is to have none.
    List<Statement> comment(DbObject object);
}
