package dev.backout.config;

import dev.backout.integration.command.ShellCommand;
import dev.backout.runbook.PauseWay;
import dev.backout.runbook.Pausing;
import dev.backout.runbook.Release;
import dev.backout.runbook.Runbook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Reads what an environment says about everything around its database.
final class RunbookReader {
    /// The keys of an environment that are read here.
    static final List<String> KEYS =
            List.of("kubernetes", "writes", "application", "workers", "gates", "steps", "watch");

    private RunbookReader() {}

    /// @param folder of `backout.yaml`
    static Runbook read(YamlBlock environment, Path folder) {
        YamlBlock steps = environment.block("steps").only("before", "after");
        return new Runbook(
                KubernetesReader.settings(environment.block("kubernetes"), folder),
                commands(steps, "before"),
                pausing(environment.block("writes")),
                environment.blocks("application").stream().map(RunbookReader::release).toList(),
                GatesReader.read(environment, "gates"),
                environment.blocks("workers").stream().map(KubernetesReader::worker).toList(),
                commands(steps, "after"),
                WatchReader.read(environment.block("watch")));
    }

    private static Pausing pausing(YamlBlock block) {
        block.only("when", "pause", "quiet", "timeout");
        Duration quiet = block.duration("quiet");
        Duration timeout = block.duration("timeout");
        return new Pausing(
                when(block),
                block.blocks("pause").stream().map(RunbookReader::way).toList(),
                quiet == null ? Pausing.NONE.quiet() : quiet,
                timeout == null ? Pausing.NONE.timeout() : timeout);
    }

    private static PauseWay way(YamlBlock block) {
        if (KubernetesReader.PAUSES.stream().anyMatch(block::has)) {
            return new PauseWay.Kubernetes(KubernetesReader.pause(block));
        }
        return switch (one(block, "database", "command", "env", "scale", "suspend")) {
            case "database" -> new PauseWay.Database(endsSessions(block.block("database")));
            default -> new PauseWay.Command(undoable(block.block("command")));
        };
    }

    private static boolean endsSessions(YamlBlock block) {
        String sessions = block.only("sessions").text("sessions");
        if (sessions != null && !List.of("end", "stay").contains(sessions)) {
            throw block.wrong("sessions", "is end or stay, not " + sessions);
        }
        return "end".equals(sessions);
    }

    /// What nobody can resume must not be paused.
    private static ShellCommand undoable(YamlBlock block) {
        ShellCommand command = CommandReader.read(block);
        if (command.undo() == null) {
            throw block.wrong("undo", "is missing: it has to resume writes");
        }
        return command;
    }

    private static Pausing.When when(YamlBlock block) {
        String text = block.text("when");
        if (text == null) {
            return Pausing.When.NEEDED;
        }
        for (Pausing.When when : Pausing.When.values()) {
            if (when.name().toLowerCase(Locale.ROOT).equals(text)) {
                return when;
            }
        }
        throw block.wrong("when", "is needed, always or never, not " + text);
    }

    private static Release release(YamlBlock block) {
        if (block.has("deployment")) {
            return new Release.Kubernetes(KubernetesReader.release(block));
        }
        one(block, "command", "deployment");
        return new Release.Command(CommandReader.read(block.block("command")));
    }

    private static List<ShellCommand> commands(YamlBlock block, String key) {
        return block.blocks(key).stream()
                .map(one -> {
                    one(one, "command");
                    return CommandReader.read(one.block("command"));
                })
                .toList();
    }

    /// The one key of an entry that says of which kind it is.
    private static String one(YamlBlock entry, String... kinds) {
        List<String> keys = entry.only(kinds).keys();
        if (keys.size() != 1) {
            throw entry.wrong(
                    kinds[0],
                    "or one of its like has to stand alone in an entry: "
                            + String.join(", ", kinds));
        }
        return keys.getFirst();
    }
}
