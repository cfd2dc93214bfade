package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.DirectoryProblem.Kind;
import dev.backout.migration.ForeignFolder;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.Script;
import dev.backout.migration.ScriptDefect;
import dev.backout.migration.SourceFolder;
import dev.backout.migration.WantedFiles;
import dev.backout.observe.MigrationScript;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes migrations of a directory, by node-pg-migrate's rules: every file directly in it is one,
/// unless its name matches the pattern for those that are passed over.
final class DirectoryReader {
    private static final String WAIVER = ".waiver.yaml";
    private static final Set<String> SCRIPTS = Set.of("js", "ts", "cjs", "mjs", "cts", "mts");
    private static final Pattern HIDDEN = Pattern.compile("^\\..*");

    private final List<Migration> migrations = new ArrayList<>();
    private final List<DirectoryProblem> problems = new ArrayList<>();
    private final Map<String, Script> files;

    private DirectoryReader(Map<String, Script> files) {
        this.files = files;
    }

    /// Which files are read.
    static WantedFiles wanted(NodePgSettings settings) {
        return new WantedFiles(
                ForeignFolder.SCRIPTS, name -> migration(settings, name) || name.endsWith(WAIVER));
    }

    /// Whether the tool takes a file for a migration.
    static boolean migration(NodePgSettings settings, String name) {
        String pattern = settings.ignorePattern();
        return pattern == null
                ? !HIDDEN.matcher(name).find()
                : !Pattern.compile("^" + pattern + "$").matcher(name).find();
    }

    static MigrationDirectory read(
            MigrationSource source,
            SourceFolder folder,
            NodePgSettings settings,
            ScriptLoader loader) {
        var reader = new DirectoryReader(folder.files());
        List<String> names =
                folder.files().keySet().stream()
                        .filter(name -> migration(settings, name))
                        .sorted(new FileOrder())
                        .toList();
        boolean place = folder.location().endsWith("supabase/migrations");
        if (place || names.stream().noneMatch(name -> suffix(name).equals("sql") || script(name))) {
            ForeignFolder.refuse(folder, "node-pg-migrate", "files, .sql, .js or .ts");
        }
        List<String> scripts =
                names.stream().filter(name -> SCRIPTS.contains(suffix(name))).toList();
        Map<String, LoadedScript> loaded =
                scripts.isEmpty() ? Map.of() : loader.load(source, scripts);
        Set<String> known = new HashSet<>();
        for (String name : names) {
            reader.file(name, names.size(), loaded.get(name));
            if (!known.add(bare(name))) {
                reader.problem(
                        bare(name),
                        Kind.NOT_A_MIGRATION,
                        "two files are called %s but for their suffix: the history cannot tell"
                                        .formatted(bare(name))
                                + " them apart");
            }
        }
        return new MigrationDirectory(folder.location(), reader.migrations, reader.problems);
    }

    private static boolean script(String name) {
        return SCRIPTS.contains(suffix(name));
    }

    private void file(String name, int all, @Nullable LoadedScript loaded) {
        if (!FileOrder.numbered(name) && all > 1) {
            problem(
                    bare(name),
                    Kind.NOT_A_MIGRATION,
                    "%s does not begin with a number; node-pg-migrate stops at it".formatted(name));
        }
        Script file = files.get(name);
        if (file == null) {
            return;
        }
        if (suffix(name).equals("sql")) {
            sql(name, file);
        } else if (loaded != null) {
            built(name, file, loaded);
        } else {
            problem(
                    bare(name),
                    Kind.NOT_A_MIGRATION,
                    "%s is no migration, and node-pg-migrate takes every file for one; it stops"
                                    .formatted(name)
                            + " at it unless its name begins with a dot");
        }
    }

    private void sql(String name, Script file) {
        SqlParts parts = SqlParts.of(file.text());
        Script up = part(file, parts.up());
        String down = parts.down();
        if (name.endsWith(".down.sql")) {
            problem(
                    bare(name),
                    Kind.DOWN_AS_UP,
                    "%s is run as an up: node-pg-migrate's command line pairs no .up.sql with a"
                                    .formatted(name)
                            + " .down.sql; put both into one file with its markers");
        } else if (down != null && !parts.upMarked()) {
            problem(
                    bare(name),
                    Kind.DOWN_AS_UP,
                    "%s has a marker for down and none for up: node-pg-migrate runs the whole file,"
                                    .formatted(name)
                            + " down part included, as the up");
        }
        if (MigrationScript.of(parts.up()).statements().isEmpty()) {
            problem(bare(name), Kind.EMPTY, "%s does nothing".formatted(name));
        }
        refusesTransaction(name, parts.up());
        describeBytes(file);
        migrations.add(
                new Migration(
                        bare(name),
                        up,
                        down == null ? null : part(file, down),
                        waiver(name),
                        down == null ? "it has no part -- Down Migration" : null));
    }

    private void built(String name, Script file, LoadedScript loaded) {
        switch (loaded) {
            case LoadedScript.Broken(String why) ->
                    problem(bare(name), Kind.UNREADABLE, name + " " + why);
            case LoadedScript.Built(LoadedScript.Messages up, LoadedScript.Down down) -> {
                Script script = part(file, StepText.of(up));
                if (up.texts().isEmpty()) {
                    problem(bare(name), Kind.EMPTY, "%s does nothing".formatted(name));
                }
                if (up.transaction()) {
                    refusesTransaction(name, script.text());
                }
                migrations.add(
                        switch (down) {
                            case LoadedScript.Down.Sends(LoadedScript.Messages sent, boolean _) ->
                                    new Migration(
                                            bare(name),
                                            script,
                                            part(file, StepText.of(sent)),
                                            waiver(name),
                                            null);
                            case LoadedScript.Down.Refuses(String why) ->
                                    new Migration(bare(name), script, null, waiver(name), why);
                        });
            }
        }
    }

    /// A statement alone in its message would run on its own; the tool has a transaction around it.
    private void refusesTransaction(String name, String sql) {
        List<SqlStatement> statements = MigrationScript.of(sql).statements();
        if (statements.size() != 1 || !MigrationScript.refusesTransaction(statements.getFirst())) {
            return;
        }
        problem(
                bare(name),
                Kind.REFUSED_TRANSACTION,
                "%s refuses a transaction (%s), and node-pg-migrate runs it inside one; it stops at"
                                .formatted(
                                        name,
                                        String.join(" ", statements.getFirst().firstKeywords(3)))
                        + " it: a .js or .ts migration can say pgm.noTransaction()");
    }

    private @Nullable Script waiver(String name) {
        return files.get("." + bare(name) + WAIVER);
    }

    private void describeBytes(Script file) {
        for (ScriptDefect defect : file.defects()) {
            problem(file.path(), Kind.BAD_BYTES, file.path() + " " + defect.text());
        }
    }

    private void problem(String migration, Kind kind, String message) {
        problems.add(new DirectoryProblem(migration, kind, message));
    }

    private static Script part(Script file, String text) {
        return Script.of(file.path(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// The name as the history has it.
    static String bare(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
