package dev.backout.migration.nodepgmigrate;

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
import java.util.Comparator;
import java.util.List;

/// node-pg-migrate 9.
///
/// @param settings how the project uses it
/// @param scripts runs migrations that are not SQL
public record NodePgMigrate(NodePgSettings settings, ScriptLoader scripts)
        implements MigrationTool {
    private static final Comparator<String> ORDER = new FileOrder();

    /// NAMEDATALEN - 1.
    private static final int LONGEST_NAME = 63;

    /// A project's.
    ///
    /// @param root the folder in which the tool is started: its package is found from there
    public static NodePgMigrate of(NodePgSettings settings, Path root) {
        return new NodePgMigrate(settings, new NodeScripts(settings, root));
    }

    @Override
    public String name() {
        return "node-pg-migrate";
    }

    @Override
    public Comparator<String> order() {
        return ORDER;
    }

    @Override
    public MigrationDirectory read(MigrationSource source) {
        return DirectoryReader.read(
                source,
                FolderReader.required(source, DirectoryReader.wanted(settings)),
                settings,
                scripts);
    }

    /// The history keeps no checksum; our own records of what was deployed do.
    @Override
    public boolean matches(Script script, String checksum) {
        return script.checksum().equals(checksum);
    }

    /// None: the history cannot tell one script of a name from another.
    @Override
    public List<String> checksums(Script script) {
        return List.of();
    }

    @Override
    public String table() {
        return Identifiers.dotted(List.of(settings.history().schema(), settings.history().table()));
    }

    /// The table, and the sequence of its serial column, cut where the server cuts names.
    @Override
    public List<String> relations() {
        String table = settings.history().table();
        String start =
                table.substring(0, Math.min(table.length(), LONGEST_NAME - "_id_seq".length()));
        return List.of(
                table(),
                Identifiers.dotted(List.of(settings.history().schema(), start + "_id_seq")));
    }

    @Override
    public List<String> afterwards() {
        return List.of();
    }

    @Override
    public HistoryColumns columns() {
        return new HistoryColumns(List.of(settings.history().nameColumn()), null);
    }

    @Override
    public History history(Connection connection) {
        return new HistoryReader(settings.history(), table()).read(connection);
    }

    @Override
    public int change(Connection connection, String migration, HistoryAction action) {
        return writer().change(connection, migration, action);
    }

    @Override
    public void putBack(Connection connection, String migration, List<String> rows) {
        writer().putBack(connection, migration, rows);
    }

    @Override
    public DeployHistory deployments() {
        return new DeployRows(settings, writer());
    }

    @Override
    public boolean locks() {
        return settings.locking();
    }

    @Override
    public ToolLock lock(Connection connection, Duration patience) {
        return settings.locking() ? AdvisoryLock.take(connection, key(), patience) : () -> {};
    }

    @Override
    public List<String> lockHolders(Connection connection) {
        return AdvisoryLock.holders(connection, key());
    }

    @Override
    public @Nullable String stops(History history, MigrationDirectory directory) {
        return settings.checkOrder() ? OrderCheck.words(history, directory) : null;
    }

    @Override
    public String deployCommand() {
        return "npx node-pg-migrate up";
    }

    @Override
    public GeneratedFile rollback(Path folder, Migration migration, String inverse) {
        return GeneratedSql.rollback(migration, inverse);
    }

    @Override
    public GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now) {
        return GeneratedSql.revert(folder, migration, inverse, now);
    }

    private HistoryWriter writer() {
        return new HistoryWriter(settings.history(), table());
    }

    private AdvisoryLock.Key key() {
        return new AdvisoryLock.Key(settings.lockNumber(), name(), "");
    }
}
