package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds the project and its migration tool: by what the command line or `backout.yaml` names, else
/// by what lies in the current folder or the nearest above it.
final class ToolFinder {
    private final Choices choices;
    private final Settings settings;

    private ToolFinder(Choices choices, Settings settings) {
        this.choices = choices;
        this.settings = settings;
    }

    /// The project.
    ///
    /// @throws BackoutException `project-not-found` when there is none, or several to choose from
    static Project find(Choices choices, Settings settings) {
        return new ToolFinder(choices, settings).find();
    }

    private Project find() {
        String tool = ToolNames.chosen(choices, settings);
        if (tool != null) {
            return tool.equals(ProjectTool.PRISMA) ? prisma() : named();
        }
        if (choices.schema() != null || settings.schema() != null) {
            return prisma();
        }
        NodePgCandidate found = choices.migrations() == null ? search() : ofDirectory();
        return found == null ? prisma() : NodePgFinder.project(choices, settings, found);
    }

    private Project prisma() {
        return ProjectFinder.find(choices, settings);
    }

    /// The tool was named: the nearest folder that has it, else the current one.
    private Project named() {
        Path directory = directory();
        Path start = directory == null ? choices.folder() : directory;
        for (Path at = start; at != null; at = at.getParent()) {
            List<NodePgCandidate> here = candidates(at);
            if (here.size() == 1) {
                return NodePgFinder.project(choices, settings, here.getFirst());
            }
            if (here.size() > 1) {
                throw several(at, here);
            }
            if (Workspace.top(at)) {
                break;
            }
        }
        return NodePgFinder.project(choices, settings, NodePgCandidate.named(choices.folder()));
    }

    private @Nullable Path directory() {
        Path named = choices.migrations();
        return named == null ? null : choices.folder().resolve(named).normalize();
    }

    /// A directory that was named tells by itself what it is.
    private @Nullable NodePgCandidate ofDirectory() {
        Path directory = directory();
        if (directory == null || Candidate.of(directory) != null) {
            return null;
        }
        NodePgCandidate inside = NodePgCandidate.of(directory);
        if (inside != null) {
            return inside;
        }
        if (!filesOfMigrations(directory)) {
            return null;
        }
        for (Path at = directory.getParent(); at != null; at = at.getParent()) {
            NodePgCandidate around = NodePgCandidate.of(at);
            if (around != null || Workspace.top(at)) {
                return around == null ? NodePgCandidate.named(choices.folder()) : around;
            }
        }
        return NodePgCandidate.named(choices.folder());
    }

    /// Files with a number before their names, and no folder with a `migration.sql`.
    private static boolean filesOfMigrations(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var entries = Files.list(directory)) {
            List<Path> all = entries.toList();
            return all.stream().noneMatch(one -> Files.exists(one.resolve("migration.sql")))
                    && all.stream()
                            .anyMatch(one ->
                                    one.getFileName()
                                            .toString()
                                            .matches("\\d+[^.]*.*\\.(sql|[cm]?[jt]s)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The nearest folder with either tool; null for Prisma's, and for none.
    private @Nullable NodePgCandidate search() {
        for (Path at = choices.folder(); at != null; at = at.getParent()) {
            List<NodePgCandidate> here = candidates(at);
            boolean prisma = !here.isEmpty() && prismaIn(at);
            if (prisma) {
                throw both(at, here.getFirst());
            }
            if (here.size() > 1) {
                throw several(at, here);
            }
            if (here.size() == 1) {
                return here.getFirst();
            }
            if (Candidate.of(at) != null || Workspace.top(at)) {
                return null;
            }
        }
        return null;
    }

    private static List<NodePgCandidate> candidates(Path folder) {
        NodePgCandidate own = NodePgCandidate.of(folder);
        if (own != null) {
            return List.of(own);
        }
        Workspace workspace = Workspace.of(folder);
        List<NodePgCandidate> members = new ArrayList<>();
        for (Path member : workspace == null ? List.<Path>of() : workspace.packages()) {
            NodePgCandidate candidate = NodePgCandidate.of(member);
            if (candidate != null) {
                members.add(candidate);
            }
        }
        return members;
    }

    private static boolean prismaIn(Path folder) {
        Workspace workspace = Workspace.of(folder);
        return Candidate.of(folder) != null
                || (workspace != null
                        && workspace.packages().stream()
                                .anyMatch(member -> Candidate.of(member) != null));
    }

    private static BackoutException both(Path folder, NodePgCandidate candidate) {
        return BackoutException.of(
                ErrorCode.PROJECT_NOT_FOUND,
                "there are two migration tools in %s: Prisma, and node-pg-migrate (%s)"
                        .formatted(folder, shown(folder, candidate.migrations())),
                "name one of them: --tool prisma or --tool node-pg-migrate",
                "or for good, in backout.yaml: tool: node-pg-migrate");
    }

    private static BackoutException several(Path folder, List<NodePgCandidate> candidates) {
        List<String> hints = new ArrayList<>();
        candidates.forEach(one -> hints.add("--migrations " + shown(folder, one.migrations())));
        return new BackoutException(
                ErrorCode.PROJECT_NOT_FOUND,
                "there are %d projects of node-pg-migrate below %s; name one of them"
                        .formatted(candidates.size(), folder),
                hints);
    }

    private static String shown(Path folder, Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }
}
