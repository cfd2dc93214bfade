package dev.backout.migration.supabase;

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

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Migrations of Supabase's command line: `db push`, `migration up`.
///
/// @param files what the directory calls a version
public record Supabase(Map<String, String> files) implements MigrationTool {
    /// The tool takes none: of two that push at once, the second one's row meets the first one's.
    /// Ours keeps two of us apart.
    private static final AdvisoryLock.Key LOCK =
            new AdvisoryLock.Key(7_318_203_946_115_570_209L, "Supabase (Backout)", "");

    public Supabase {
        files = Map.copyOf(files);
    }

    /// Without a project around: rows are called what they say themselves.
    public static Supabase bare() {
        return new Supabase(Map.of());
    }

    /// A project's. Rows of a version are called what its file is called, when there is one.
    ///
    /// @param directory its migrations, whether or not they exist
    public static Supabase in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return bare();
        }
        Map<String, String> names = new HashMap<>();
        try (var entries = Files.list(directory)) {
            entries.map(entry -> Version.ofFile(entry.getFileName().toString()))
                    .forEach(version -> {
                        if (version != null) {
                            names.put(version.digits(), version.name());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Supabase(names);
    }

    /// Whether a file is called as a migration is.
    public static boolean isMigration(String file) {
        return Version.ofFile(file) != null;
    }

    @Override
    public String name() {
        return "Supabase";
    }

    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    @Override
    public MigrationDirectory read(MigrationSource source) {
        return DirectoryReader.read(FolderReader.required(source, DirectoryReader.WANTED));
    }

    /// By the file, as our own records know it, or by the statements that the history keeps.
    @Override
    public boolean matches(Script script, String checksum) {
        return script.checksum().equals(checksum)
                || PushedScript.of(script.text()).checksum().equals(checksum)
                || PushedScript.of(script.text()).cutAgain().checksum().equals(checksum);
    }

    @Override
    public List<String> checksums(Script script) {
        return List.of(PushedScript.of(script.text()).checksum());
    }

    @Override
    public String table() {
        return HistoryTable.SQL;
    }

    @Override
    public List<String> relations() {
        return List.of(HistoryTable.SQL, HistoryTable.SEEDS);
    }

    @Override
    public List<String> afterwards() {
        return List.of(
                "restore the generated types of the commit before, where there are any: supabase"
                        + " gen types");
    }

    @Override
    public HistoryColumns columns() {
        return new HistoryColumns(
                List.of(HistoryTable.VERSION, HistoryTable.NAME), HistoryTable.STATEMENTS);
    }

    @Override
    public History history(Connection connection) {
        return new HistoryReader(files).read(connection);
    }

    @Override
    public int change(Connection connection, String migration, HistoryAction action) {
        return HistoryWriter.change(connection, migration, action);
    }

    @Override
    public void putBack(Connection connection, String migration, List<String> rows) {
        HistoryWriter.putBack(connection, migration, rows);
    }

    @Override
    public DeployHistory deployments() {
        return new DeployRows();
    }

    @Override
    public boolean locks() {
        return true;
    }

    @Override
    public ToolLock lock(Connection connection, Duration patience) {
        return AdvisoryLock.take(connection, LOCK, patience);
    }

    @Override
    public List<String> lockHolders(Connection connection) {
        return AdvisoryLock.holders(connection, LOCK);
    }

    @Override
    public @Nullable String stops(History history, MigrationDirectory directory) {
        return PushOrder.words(history, directory);
    }

    @Override
    public String deployCommand() {
        return "supabase db push";
    }

    @Override
    public GeneratedFile rollback(Path folder, Migration migration, String inverse) {
        return GeneratedFiles.rollback(folder, migration, inverse);
    }

    @Override
    public GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now) {
        return GeneratedFiles.revert(folder, migration, inverse, now);
    }
}
