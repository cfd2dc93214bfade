package dev.backout.migration.prisma;

import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.DirectoryProblem.Kind;
import dev.backout.migration.ForeignFolder;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.Script;
import dev.backout.migration.ScriptDefect;
import dev.backout.migration.SourceFolder;
import dev.backout.migration.WantedFiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes migrations of a directory, by Prisma's rules: every direct sub-directory is one, links are
/// passed over, and one without `migration.sql` is an error (P3015).
final class DirectoryReader {
    static final String SCRIPT = "migration.sql";
    static final String WAIVER = "waiver.yaml";
    private static final List<String> DOWNS = List.of("rollback.sql", "down.sql");

    /// The files whose contents are read.
    static final WantedFiles WANTED =
            new WantedFiles(
                    Set.of(SCRIPT, "rollback.sql", "down.sql", WAIVER, LockFile.NAME),
                    ForeignFolder::numbered);

    private final List<Migration> migrations = new ArrayList<>();
    private final List<DirectoryProblem> problems = new ArrayList<>();

    private DirectoryReader() {}

    static MigrationDirectory read(SourceFolder folder, Comparator<String> order) {
        var reader = new DirectoryReader();
        Script lock = folder.files().get(LockFile.NAME);
        DirectoryProblem wrong = lock == null ? null : LockFile.problem(lock);
        if (wrong != null) {
            reader.problems.add(wrong);
        }
        folder.folders().stream()
                .sorted(Comparator.comparing(SourceFolder.Child::name, order))
                .forEach(reader::child);
        folder.links().stream().sorted(order).forEach(reader::link);
        if (reader.migrations.isEmpty()) {
            ForeignFolder.refuse(folder, "prisma", "folders with migration.sql");
        }
        return new MigrationDirectory(folder.location(), reader.migrations, reader.problems);
    }

    private void child(SourceFolder.Child child) {
        String name = child.name();
        child.unreadable()
                .forEach((file, why) ->
                        problem(
                                name,
                                Kind.UNREADABLE,
                                "%s/%s cannot be read: %s",
                                name,
                                file,
                                why));
        Script script = child.files().get(SCRIPT);
        if (script == null) {
            noScript(child);
            return;
        }
        describe(name, script);
        Script down = down(child);
        if (down != null) {
            describeBytes(name, down);
        }
        migrations.add(new Migration(name, script, down, child.files().get(WAIVER)));
    }

    private void noScript(SourceFolder.Child child) {
        if (!child.unreadable().containsKey(SCRIPT)) {
            problem(
                    child.name(),
                    Kind.NO_SCRIPT,
                    "%s has no migration.sql; Prisma stops at it with P3015",
                    child.name());
        }
    }

    private @Nullable Script down(SourceFolder.Child child) {
        Map<String, Script> files = child.files();
        List<Script> present = DOWNS.stream().filter(files::containsKey).map(files::get).toList();
        if (present.size() > 1) {
            problem(
                    child.name(),
                    Kind.TWO_DOWNS,
                    "%s has a rollback.sql and a down.sql; only rollback.sql is looked at",
                    child.name());
        }
        return present.isEmpty() ? null : present.getFirst();
    }

    private void describe(String name, Script script) {
        if (script.blank()) {
            problem(name, Kind.EMPTY, "%s has an empty migration.sql", name);
        }
        describeBytes(name, script);
    }

    private void describeBytes(String name, Script script) {
        for (ScriptDefect defect : script.defects()) {
            problem(name, Kind.BAD_BYTES, "%s %s", script.path(), defect.text());
        }
    }

    private void link(String name) {
        problem(
                name,
                Kind.PASSED_OVER,
                "%s is a symbolic link to a directory; Prisma passes it over",
                name);
    }

    private void problem(String migration, Kind kind, String format, Object... arguments) {
        problems.add(new DirectoryProblem(migration, kind, format.formatted(arguments)));
    }
}
