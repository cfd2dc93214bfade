package dev.backout.migration.supabase;

import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.DirectoryProblem.Kind;
import dev.backout.migration.ForeignFolder;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.Script;
import dev.backout.migration.ScriptDefect;
import dev.backout.migration.SourceFolder;
import dev.backout.migration.WantedFiles;
import dev.backout.observe.MigrationScript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes migrations of a directory, by the rules of Supabase's command line: every file
/// `<digits>_<label>.sql` directly in it is one, in the order of the names' bytes; all else is
/// passed over. Ways back and waivers lie in a folder of their own, where it does not look.
final class DirectoryReader {
    /// The folder with ways back and waivers.
    static final String ROLLBACKS = "rollback";

    private static final String WAIVER = ".waiver.yaml";

    /// The files whose contents are read.
    static final WantedFiles WANTED =
            new WantedFiles(
                    ForeignFolder.SCRIPTS,
                    name -> name.endsWith(".sql") || ForeignFolder.numbered(name),
                    (folder, name) ->
                            folder.equals(ROLLBACKS)
                                    && (name.endsWith(".sql") || name.endsWith(WAIVER)));

    private final List<Migration> migrations = new ArrayList<>();
    private final List<DirectoryProblem> problems = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, Script> beside;

    private DirectoryReader(Map<String, Script> beside) {
        this.beside = beside;
    }

    static MigrationDirectory read(SourceFolder folder) {
        Map<String, Script> beside =
                folder.folders().stream()
                        .filter(child -> child.name().equals(ROLLBACKS))
                        .findFirst()
                        .map(SourceFolder.Child::files)
                        .orElse(Map.of());
        DirectoryReader reader = new DirectoryReader(beside);
        if (folder.files().keySet().stream().allMatch(name -> Version.ofFile(name) == null)) {
            ForeignFolder.refuse(folder, "supabase", "<timestamp>_<name>.sql");
        }
        SortedMap<String, Script> sorted = new TreeMap<>(folder.files());
        sorted.forEach((name, script) -> reader.file(name, script, name.equals(sorted.firstKey())));
        return new MigrationDirectory(folder.location(), reader.migrations, reader.problems);
    }

    private void file(String name, Script script, boolean first) {
        Version version = Version.ofFile(name);
        if (version == null) {
            problem(
                    name,
                    Kind.PASSED_OVER,
                    "%s is passed over: a migration of Supabase is called <timestamp>_<name>.sql"
                            .formatted(name));
        } else if (first && version.deprecatedFirst()) {
            problem(
                    name,
                    Kind.PASSED_OVER,
                    "%s is passed over: the first file is not applied when it is called init and"
                                    .formatted(name)
                            + " dated before December 2021");
        } else {
            add(version, script);
        }
    }

    private void add(Version version, Script script) {
        String name = version.name();
        String other = known.putIfAbsent(version.digits(), name);
        if (other != null) {
            problem(
                    name,
                    Kind.NOT_A_MIGRATION,
                    "%s and %s have one version: the history has one row for both, and db push"
                                    .formatted(other, name)
                            + " stops at the second");
        }
        describe(name, script);
        Script down = beside.get(name + ".sql");
        migrations.add(new Migration(name, SentScript.of(script), down, beside.get(name + WAIVER)));
    }

    private void describe(String name, Script script) {
        for (ScriptDefect defect : script.defects()) {
            problem(name, Kind.BAD_BYTES, script.path() + " " + defect.text());
        }
        if (name.endsWith(".down") || name.endsWith(".rollback")) {
            problem(
                    name,
                    Kind.DOWN_AS_UP,
                    "%s.sql is applied as a migration: Supabase knows no files to undo one; put it"
                                    .formatted(name)
                            + " into the folder "
                            + ROLLBACKS);
        }
        if (ForeignFolder.marked(script)) {
            problem(
                    name,
                    Kind.DOWN_AS_UP,
                    "%s.sql has parts as node-pg-migrate has them (-- Up Migration, -- Down"
                                    .formatted(name)
                            + " Migration); Supabase runs the whole file");
        }
        if (MigrationScript.of(script.text()).statements().isEmpty()) {
            problem(name, Kind.EMPTY, "%s.sql does nothing".formatted(name));
        }
    }

    private void problem(String migration, Kind kind, String message) {
        problems.add(new DirectoryProblem(migration, kind, message));
    }
}
