package dev.backout.config;

import dev.backout.backup.BackupChoice;
import dev.backout.backup.BackupSettings;
import dev.backout.config.Settings.Environment;
import dev.backout.config.Settings.Scratch;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.policy.Rules;
import dev.backout.records.RecordSchema;
import dev.backout.reference.References;
import dev.backout.run.RunSettings;
import dev.backout.sql.StatementSplitter;
import dev.backout.verify.SmokeQuery;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Finds and reads `backout.yaml`.
final class SettingsReader {
    static final String NAME = "backout.yaml";

    private static final String[] ENVIRONMENT =
            Stream.concat(
                            Stream.of(
                                    "url",
                                    "production",
                                    "schema",
                                    "lockTimeout",
                                    "verify",
                                    "approvals",
                                    "messages",
                                    "window"),
                            RunbookReader.KEYS.stream())
                    .toArray(String[]::new);

    private final Path file;

    private SettingsReader(Path file) {
        this.file = file;
    }

    /// The file that the command line names, else the nearest from the current folder upward to the
    /// top of the repository, else the defaults.
    static Settings find(Choices choices) {
        Path named = choices.settings();
        if (named != null) {
            return read(choices.folder().resolve(named).normalize());
        }
        for (Path at = choices.folder(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(NAME))) {
                return read(at.resolve(NAME));
            }
            if (Workspace.top(at)) {
                break;
            }
        }
        return Settings.defaults();
    }

    static Settings read(Path file) {
        return new SettingsReader(file).settings(YamlBlock.of(file.toString(), text(file)));
    }

    /// The keys that are known in each block of a file.
    static Map<String, Set<String>> known(Path file) {
        YamlBlock root = YamlBlock.of(file.toString(), text(file));
        new SettingsReader(file).settings(root);
        return root.known();
    }

    /// The variables that an environment of a file refers to, in their order.
    static Set<String> variables(Path file, String environment) {
        YamlBlock environments = YamlBlock.of(file.toString(), text(file)).block("environments");
        Set<String> names = new LinkedHashSet<>();
        environments
                .leaves(environment)
                .forEach(text -> names.addAll(References.variablesIn(text)));
        return names;
    }

    private Settings settings(YamlBlock root) {
        root.only(
                "tool",
                "platform",
                "nodePgMigrate",
                "schema",
                "migrations",
                "lockTimeout",
                "maxLock",
                "environments",
                "policy",
                "scratch",
                "recordSchema",
                "publications",
                "backup",
                "verify",
                "deploy",
                "vault",
                "owners");
        Duration lockTimeout = root.duration("lockTimeout");
        String recordSchema = root.text("recordSchema");
        return new Settings(
                file,
                path(root.text("schema")),
                path(root.text("migrations")),
                lockTimeout == null ? RunSettings.LOCK_TIMEOUT : lockTimeout,
                root.duration("maxLock"),
                environments(root.block("environments")),
                rules(root.block("policy")),
                scratch(root.block("scratch")),
                root.block("scratch").bytes("keep", Settings.KEPT_SCRATCH),
                recordSchema == null ? RecordSchema.USUAL : recordSchema,
                publishing(root),
                backup(root.block("backup"), root.block("policy")),
                smokeQueries(root),
                deploying(root.block("deploy"), root.block("vault")),
                new ToolSettings(
                        root.text("tool"), platform(root), nodePg(root.block("nodePgMigrate"))),
                OwnersReader.read(root.block("owners")));
    }

    private static @Nullable Platform platform(YamlBlock root) {
        String text = root.text("platform");
        if (text == null) {
            return null;
        }
        Platform named = Platforms.named(text);
        if (named.none() && !text.equals("none")) {
            throw root.wrong("platform", "is supabase or none, not " + text);
        }
        return named;
    }

    private static boolean publishing(YamlBlock root) {
        String text = root.text("publications");
        if (text != null && !text.equals("accepted")) {
            throw root.wrong("publications", "is accepted or nothing, not " + text);
        }
        return text != null;
    }

    private static ToolSettings.OfNodePgMigrate nodePg(YamlBlock block) {
        block.only(
                "table",
                "schema",
                "migrationsSchema",
                "nameColumn",
                "timeColumn",
                "checkOrder",
                "lock",
                "ignorePattern",
                "timeLimit");
        return new ToolSettings.OfNodePgMigrate(
                block.text("table"),
                block.has("schema") ? block.textOrTexts("schema") : List.of(),
                block.text("migrationsSchema"),
                block.text("nameColumn"),
                block.text("timeColumn"),
                block.has("checkOrder") ? block.flag("checkOrder", true) : null,
                block.has("lock") ? block.flag("lock", true) : null,
                block.text("ignorePattern"),
                block.duration("timeLimit"));
    }

    private static Deploying deploying(YamlBlock deploy, YamlBlock vault) {
        deploy.only("require", "failedRow", "warmAbove", "backup", "gates");
        vault.only("keepFor", "keep", "byPosition");
        String require = deploy.text("require");
        if (require != null && !List.of("proof", "nothing").contains(require)) {
            throw deploy.wrong("require", "is proof or nothing, not " + require);
        }
        YamlBlock keep = vault.block("keep");
        List<String> never = new ArrayList<>();
        List<String> inPlace = new ArrayList<>();
        for (String object : keep.keys()) {
            if (!object.matches("[^.]+\\.[^.]+(\\.[^.]+)?")) {
                throw keep.wrong(object, "is no table SCHEMA.TABLE and no column of one");
            }
            switch (keep.required(object)) {
                case "never" -> never.add(object);
                case "in-place" -> inPlace.add(object);
                default ->
                        throw keep.wrong(
                                object,
                                "is never or in-place: what else is destroyed is kept anyway");
            }
        }
        return new Deploying(
                "proof".equals(require),
                deploy.flag("failedRow", true),
                vault.retention("keepFor"),
                deploy.has("warmAbove") ? rows(deploy, "warmAbove") : null,
                never,
                inPlace,
                byName(vault.block("byPosition")),
                backup(deploy),
                deploy.flag("gates", false));
    }

    private static @Nullable BackupChoice backup(YamlBlock deploy) {
        String text = deploy.text("backup");
        if (text == null) {
            return null;
        }
        try {
            return text.equals("decide") ? new BackupChoice.Decide() : BackupChoice.parse(text);
        } catch (BackoutException e) {
            throw deploy.wrong("backup", "is decide, " + BackupChoice.FORMS + ", not " + text);
        }
    }

    private static List<String> byName(YamlBlock block) {
        List<String> byName = new ArrayList<>();
        for (String table : block.keys()) {
            if (!table.matches("[^.]+\\.[^.]+")) {
                throw block.wrong(table, "is no table SCHEMA.TABLE");
            }
            String text = block.required(table);
            if (!List.of("no", "false").contains(text)) {
                throw block.wrong(
                        table, "is no: that rows are written by position is taken for granted");
            }
            byName.add(table);
        }
        return byName;
    }

    private static Long rows(YamlBlock block, String key) {
        String text = block.required(key);
        if (!text.matches("\\d{1,12}")) {
            throw block.wrong(key, "is a number of rows such as 100000, not " + text);
        }
        return Long.valueOf(text);
    }

    /// What `verify` asks.
    private static List<SmokeQuery> smokeQueries(YamlBlock block) {
        List<SmokeQuery> queries = new ArrayList<>();
        for (YamlBlock one : block.blocks("verify")) {
            one.only("name", "sql", "expect");
            String sql = one.required("sql");
            if (StatementSplitter.split(sql).size() != 1) {
                throw one.wrong("sql", "is one statement");
            }
            String name = one.text("name");
            queries.add(new SmokeQuery(name == null ? sql : name, sql, one.required("expect")));
        }
        return queries;
    }

    private BackupSettings backup(YamlBlock block, YamlBlock policy) {
        block.only(
                "pgDump",
                "folder",
                "insideProject",
                "jobs",
                "wholeUpTo",
                "lockTimeout",
                "nightly",
                "reference",
                "referenceCheck",
                "rto",
                "rpo");
        Duration lockTimeout = block.duration("lockTimeout");
        Path nightly = path(block.text("nightly"));
        return new BackupSettings(
                path(block.text("pgDump")),
                path(block.text("folder")),
                block.flag("insideProject", false),
                block.count("jobs", 1),
                block.bytes("wholeUpTo", BackupSettings.WHOLE_UP_TO),
                lockTimeout == null ? BackupSettings.LOCK_TIMEOUT : lockTimeout,
                nightly == null ? null : nightly.toString(),
                block.text("reference"),
                block.text("referenceCheck"),
                block.duration("rto"),
                block.duration("rpo"),
                policy.flag("backupRequired", false));
    }

    private Map<String, Environment> environments(YamlBlock block) {
        Map<String, Environment> environments = new LinkedHashMap<>();
        for (String name : block.keys()) {
            YamlBlock one = block.block(name).only(ENVIRONMENT);
            String url = one.text("url");
            if (url == null) {
                throw one.wrong("url", "is missing");
            }
            boolean production = one.flag("production", true);
            environments.put(
                    name,
                    new Environment(
                            name,
                            url,
                            production,
                            one.text("schema"),
                            one.duration("lockTimeout"),
                            one.has("verify") ? smokeQueries(one) : null,
                            ApprovalsReader.read(
                                    one.block("approvals"), file.resolveSibling(""), production),
                            MessagesReader.read(one.block("messages")),
                            WindowReader.read(one.block("window")),
                            RunbookReader.read(one, file.resolveSibling(""))));
        }
        return environments;
    }

    private static Rules rules(YamlBlock block) {
        block.only(
                "destructiveNeedsRollback",
                "handwrittenIsRight",
                "nothingUnproved",
                "lossNeedsWaiver",
                "unknownNeedsWaiver",
                "backupRequired");
        Rules usual = Rules.DEFAULT;
        return new Rules(
                block.flag("destructiveNeedsRollback", usual.destructiveNeedsRollback()),
                block.flag("handwrittenIsRight", usual.handwrittenIsRight()),
                block.flag("nothingUnproved", usual.nothingUnproved()),
                block.flag("lossNeedsWaiver", usual.lossNeedsWaiver()),
                block.flag("unknownNeedsWaiver", usual.unknownNeedsWaiver()));
    }

    private Scratch scratch(YamlBlock block) {
        block.only("binaries", "url", "keep");
        Path binaries = path(block.text("binaries"));
        String url = block.text("url");
        if (binaries != null && url != null) {
            throw block.wrong("url", "cannot stand beside scratch.binaries: choose one");
        }
        if (binaries != null) {
            return new Scratch.Binaries(binaries);
        }
        return url == null ? new Scratch.Embedded() : new Scratch.Server(url);
    }

    private @Nullable Path path(@Nullable String text) {
        return text == null ? null : file.resolveSibling(text).normalize();
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID, file + " cannot be read", List.of(), e);
        }
    }
}
