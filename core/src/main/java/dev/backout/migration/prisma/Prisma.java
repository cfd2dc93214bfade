package dev.backout.migration.prisma;

import dev.backout.migration.AdvisoryLock;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.FolderReader;
import dev.backout.migration.GeneratedFile;
import dev.backout.migration.History;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryColumns;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.Script;
import dev.backout.migration.ToolLock;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
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

    /// Held by `migrate deploy` and `migrate resolve`.
    private static final AdvisoryLock.Key LOCK =
            new AdvisoryLock.Key(72_707_369L, "Prisma", " (P1002)");

    private static final Comparator<String> ORDER = new NameOrder();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LABEL_LIMIT = 200;
    private static final String ROLLBACK = "rollback.sql";

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
        return DirectoryReader.read(FolderReader.required(source, DirectoryReader.WANTED), ORDER);
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
        return locking ? AdvisoryLock.take(connection, LOCK, patience) : () -> {};
    }

    @Override
    public List<String> lockHolders(Connection connection) {
        return AdvisoryLock.holders(connection, LOCK);
    }

    /// Its order does not matter to it.
    @Override
    public @Nullable String stops(History history, MigrationDirectory directory) {
        return null;
    }

    @Override
    public String deployCommand() {
        return "npx prisma migrate deploy";
    }

    @Override
    public GeneratedFile rollback(Path folder, Migration migration, String inverse) {
        return GeneratedFile.whole(folder.resolve(migration.name()).resolve(ROLLBACK), inverse);
    }

    @Override
    public GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now) {
        String rest = migration.name().replaceFirst("^\\d+_?", "");
        String label = rest.isEmpty() ? migration.name() : rest;
        return GeneratedFile.whole(
                folder.resolve(newName("revert_" + label, now)).resolve(DirectoryReader.SCRIPT),
                inverse);
    }

    /// Sorts last when made now. Anything but letters, digits and underscores becomes one.
    private static String newName(String label, Instant now) {
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
    public List<String> relations() {
        return List.of(table());
    }

    @Override
    public List<String> afterwards() {
        return List.of("restore the schema.prisma of the commit before, then: npx prisma generate");
    }

    @Override
    public HistoryColumns columns() {
        return new HistoryColumns(List.of("migration_name"), "checksum");
    }
}
