package dev.backout.ddl;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The statements of one database product. Immutable and safe to share.
public interface Ddl {
    /// The statements of the object's kind.
    <T extends DbObject> KindDdl<T> of(T object);

    /// The statements for owner, grants and comments.
    StandingDdl standing();

    /// Whether a column and its sequence are exactly what SERIAL makes, so that one word in CREATE
    /// TABLE stands for both.
    boolean isSerial(Column column, Sequence sequence);

    /// What [Alteration.Rebuild] takes.
    ///
    /// @param from the type as it is now
    /// @param to the type as it is to be, at the same address
    /// @param current the database that `from` is in
    /// @param target where the defaults are looked up that the columns are to have
    TypeRebuild rebuild(Entry from, DbObject to, Snapshot current, Snapshot target);

    /// The same statements, where columns that are converted take these values; see
    /// [DdlOptions#texts].
    Ddl taking(Map<Address, String> texts);

    /// The statements that go another way where the server refused these: an enum gets labels by
    /// being made anew, an extension gets to another schema by it.
    ///
    /// @param sqlState what the server refused them with
    /// @return null when there is no other way
    @Nullable Ddl avoiding(String sqlState);

    /// The same statements, told to leave the bodies of routines unchecked, when the server may
    /// have refused them because a body speaks of something that a later one creates; else the
    /// statements as they are. The server keeps no dependencies of bodies that are texts.
    ///
    /// @param sqlState what the server refused them with
    List<Statement> withoutBodyChecks(List<Statement> statements, String sqlState);
}
