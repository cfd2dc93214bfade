package dev.backout.ddl;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;

import java.util.List;

/// The statements of one kind of object. Implementations are stateless.
///
/// Owner, grants and comment are no concern of theirs, see [StandingDdl]. Nothing says IF EXISTS or
/// CASCADE: a surprise has to fail.
///
/// @param <T> the kind
public interface KindDdl<T extends DbObject> {
    /// Creates the object.
    ///
    /// @param object what to create
    /// @param parts those of its parts that are to be created with it: columns in physical order
    ///   and constraints for a table; empty for all other kinds
    List<Statement> create(T object, List<DbObject> parts);

    /// What has to be said after everything else was created (OWNED BY, REPLICA IDENTITY USING
    /// INDEX, CLUSTER ON); empty for most kinds.
    default List<Statement> finish(T object) {
        return List.of();
    }

    /// Drops the object. Its parts go with it.
    Statement drop(T object);

    /// Turns one object into another of the same address. Both may differ in standing, which is
    /// left alone; what [#finish] says of `to` is left out here.
    Alteration alter(T from, T to);

    /// Gives an object another name, or another schema where the kind lives in one.
    ///
    /// @param object any form of the object, for what its kind's statements need besides names
    /// @param from how it is called now; a part of a table already has the table's final path
    /// @param to how it is to be called; differs in the last name (the one before the arguments or
    ///   the access method, where there are some), the schema, or both
    List<Statement> rename(T object, Address from, Address to);

    /// Gives what is inside an object, and is no object of its own, its name back: the labels of an
    /// enum, the attributes of a composite type. The server's identities decide what is the same,
    /// so both have to be of one database. [#alter] knows texts only; call this one before it.
    ///
    /// @param from as it is now
    /// @param to as it is to be; its address does not matter
    default List<Statement> renameParts(T from, T to) {
        return List.of();
    }
}
