package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A migration tool: how it reads its directory, what its history looks like. `plan` and `run` know
/// tools by this port only. Implementations are immutable and safe for any thread.
public interface MigrationTool {
    /// The tool's name as people write it.
    String name();

    /// The order in which the tool applies names.
    Comparator<String> order();

    /// Reads a directory; see [MigrationDirectory] for what is a problem and what is an error.
    ///
    /// @throws dev.backout.error.BackoutException `migrations-not-found`, `file-inaccessible` or
    ///   `git-failed`
    MigrationDirectory read(MigrationSource source);

    /// Whether the tool takes a script for the one that this checksum was made of.
    boolean matches(Script script, String checksum);

    /// Every checksum under which the tool may record this script: a bar has to name them all.
    List<String> checksums(Script script);

    /// The history table as SQL, quoted and with its schema.
    String table();

    /// What is the tool's own in a database, as SQL: the table, and what came with it.
    List<String> relations();

    /// What else is to be done once a migration is backed out, one sentence each.
    List<String> afterwards();

    /// The columns of the history table that tell which script is about to be applied.
    HistoryColumns columns();

    /// Reads the history.
    ///
    /// @throws dev.backout.error.BackoutException `history-unreadable` or `rights-missing`
    History history(Connection connection);

    /// Changes the rows of a migration as the tool itself would, in the caller's transaction.
    ///
    /// @return how many rows were deleted or changed; one that is added does not count
    int change(Connection connection, String migration, HistoryAction action);

    /// Makes the rows of a migration those that were kept, in the caller's transaction.
    ///
    /// @param rows every row of the name, as [HistoryRow#json] told it
    void putBack(Connection connection, String migration, List<String> rows);

    /// What the tool's deployments write.
    DeployHistory deployments();

    /// Whether [#lock] takes a lock: a project can turn it off.
    boolean locks();

    /// Takes the tool's own lock, so that no deployment runs beside us. The lock belongs to the
    /// session: the same connection must be used until it is released.
    ///
    /// @param patience how long to wait for somebody who holds it
    /// @throws dev.backout.error.BackoutException `locked` with who holds it
    ToolLock lock(Connection connection, Duration patience);

    /// Who holds the tool's own lock at this moment, one phrase each: a deployment that is under
    /// way.
    ///
    /// @throws dev.backout.error.BackoutException when the server does not say
    List<String> lockHolders(Connection connection);

    /// What the tool would say instead of going on, as its check of the order does; null when it
    /// would go on. What is wrong with the directory alone is one of its problems.
    @Nullable String stops(History history, MigrationDirectory directory);

    /// What people type to deploy with the tool itself.
    String deployCommand();

    /// Where a person puts the way back of a migration.
    ///
    /// @param folder the migrations directory
    /// @param inverse statements that undo it, with comments
    /// @throws dev.backout.error.BackoutException `file-inaccessible`, or `usage` when this
    ///   migration has no place for it
    GeneratedFile rollback(Path folder, Migration migration, String inverse);

    /// A new migration that undoes an earlier one, named so that it sorts last when made now.
    ///
    /// @param folder the migrations directory
    /// @param inverse statements that undo it, with comments
    GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now);
}
