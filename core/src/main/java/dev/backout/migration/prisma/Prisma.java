package dev.backout.migration.prisma;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.FolderReader;
import dev.backout.migration.History;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryColumns;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.Script;
import dev.backout.migration.SourceFolder;
import dev.backout.migration.ToolLock;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Prisma Migrate, versions 2 to 7.
///
/// @param schema the schema that holds `_prisma_migrations`: `?schema=` of the URL, else `public`
/// @param locking whether Prisma's advisory lock is taken; a project behind a pooler turns it off
///   with `PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK`
public record Prisma(String schema, boolean locking) implements MigrationTool {
    /// The environment variable with which Prisma is told to leave its lock alone.
    public static final String LOCK_OFF = "PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK";

    private static final Comparator<String> ORDER = new NameOrder();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LABEL_LIMIT = 200;

    /// The usual project: schema `public`, with the lock.
    public static Prisma usual() {
        return new Prisma("public", true);
    }

    /// Whether a value of [#LOCK_OFF] turns the lock off.
    ///
    /// @param value as it is set, or null
    public static boolean lockIsOff(@Nullable String value) {
        return value != null
                && !List.of("0", "false").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public String name() {
        return "Prisma";
    }

    @Override
    public Comparator<String> order() {
        return ORDER;
    }

    @Override
    public MigrationDirectory read(MigrationSource source) {
        SourceFolder folder = FolderReader.read(source, DirectoryReader.WANTED);
        if (folder == null) {
            throw absent(source);
        }
        return DirectoryReader.read(folder, ORDER);
    }

    @Override
    public boolean matches(Script script, String checksum) {
        return Checksums.matches(script, checksum);
    }

    @Override
    public List<String> checksums(Script script) {
        return Checksums.forms(script);
    }

    @Override
    public History history(Connection connection) {
        return new HistoryReader(table()).read(connection);
    }

    @Override
    public int change(Connection connection, String migration, HistoryAction action) {
        return new HistoryWriter(table()).change(connection, migration, action);
    }

    @Override
    public void putBack(Connection connection, String migration, List<String> rows) {
        new HistoryWriter(table()).putBack(connection, migration, rows);
    }

    @Override
    public DeployHistory deployments() {
        return new DeployRows(schema, table());
    }

    @Override
    public boolean locks() {
        return locking;
    }

    @Override
    public ToolLock lock(Connection connection, Duration patience) {
        return locking ? AdvisoryLock.take(connection, patience) : () -> {};
    }

    @Override
    public List<String> lockHolders(Connection connection) {
        try {
            return AdvisoryLock.holders(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.LOCKED, "looking who holds Prisma's lock failed", e);
        }
    }

    @Override
    public String newName(String label, Instant now) {
        String words = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String trimmed = words.replaceAll("^_|_$", "");
        String shortened = trimmed.substring(0, Math.min(trimmed.length(), LABEL_LIMIT));
        return STAMP.format(now) + (shortened.isEmpty() ? "" : "_" + shortened);
    }

    /// The history table as SQL.
    @Override
    public String table() {
        return Identifiers.dotted(List.of(schema, "_prisma_migrations"));
    }

    @Override
    public HistoryColumns columns() {
        return new HistoryColumns("migration_name", "checksum");
    }

    private static BackoutException absent(MigrationSource source) {
        return switch (source) {
            case MigrationSource.OnDisk disk ->
                    BackoutException.of(
                            ErrorCode.MIGRATIONS_NOT_FOUND,
                            "there is no migrations directory %s".formatted(disk.directory()),
                            "name it with --migrations DIR, or read another commit's with --git-ref"
                                    + " REF");
            case MigrationSource.AtGitRef git ->
                    BackoutException.of(
                            ErrorCode.MIGRATIONS_NOT_FOUND,
                            "commit %s has no migrations directory %s"
                                    .formatted(git.ref(), git.directory()),
                            "name a commit that has it, or the directory with --migrations DIR");
        };
    }
}
