package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
            return tool.equals(ProjectTool.PRISMA) ? prisma() : named(tool);
        }
        if (choices.schema() != null || settings.schema() != null) {
            return prisma();
        }
        ToolCandidate found = choices.migrations() == null ? search() : ofDirectory();
        return found == null ? prisma() : project(found);
    }

    private Project prisma() {
        return ProjectFinder.find(choices, settings);
    }

    private Project project(ToolCandidate found) {
        return switch (found) {
            case NodePgCandidate nodePg -> NodePgFinder.project(choices, settings, nodePg);
            case SupabaseCandidate supabase -> SupabaseFinder.project(choices, settings, supabase);
        };
    }

    /// The tool was named: the nearest folder that has it, else the current one.
    private Project named(String tool) {
        Path directory = directory();
        Path start = directory == null ? choices.folder() : directory;
        for (Path at = start; at != null; at = at.getParent()) {
            List<ToolCandidate> here =
                    candidates(at).stream().filter(one -> one.tool().equals(tool)).toList();
            if (here.size() == 1) {
                return project(here.getFirst());
            }
            if (here.size() > 1) {
                throw several(at, here);
            }
            if (Workspace.top(at)) {
                break;
            }
        }
        return project(
                tool.equals(ProjectTool.SUPABASE)
                        ? SupabaseCandidate.named(choices.folder())
                        : NodePgCandidate.named(choices.folder()));
    }

    private @Nullable Path directory() {
        Path named = choices.migrations();
        return named == null ? null : choices.folder().resolve(named).normalize();
    }

    /// A directory that was named tells by itself what it is.
    private @Nullable ToolCandidate ofDirectory() {
        Path directory = directory();
        if (directory == null || Candidate.of(directory) != null) {
            return null;
        }
        ToolCandidate placed = SupabaseCandidate.around(directory);
        if (placed != null) {
            return placed;
        }
        List<ToolCandidate> inside = own(directory);
        if (inside.size() == 1) {
            return inside.getFirst();
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

    /// The nearest folder with any tool; null for Prisma's, and for none. A configuration of
    /// Supabase without migrations counts where there is nothing else.
    private @Nullable ToolCandidate search() {
        for (Path at = choices.folder(); at != null; at = at.getParent()) {
            List<ToolCandidate> here = candidates(at);
            boolean prisma = !here.isEmpty() && prismaIn(at);
            if (prisma || tools(here).size() > 1) {
                throw both(at, prisma, here);
            }
            if (here.size() > 1) {
                throw several(at, here);
            }
            if (here.size() == 1) {
                return here.getFirst();
            }
            if (Candidate.of(at) != null || Workspace.top(at)) {
                SupabaseCandidate bare = SupabaseCandidate.configured(at);
                return bare == null || prismaIn(at) ? null : bare;
            }
        }
        return null;
    }

    private static Set<String> tools(List<ToolCandidate> candidates) {
        return candidates.stream()
                .map(ToolCandidate::tool)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<ToolCandidate> candidates(Path folder) {
        List<ToolCandidate> own = own(folder);
        if (!own.isEmpty()) {
            return own;
        }
        Workspace workspace = Workspace.of(folder);
        List<ToolCandidate> members = new ArrayList<>();
        for (Path member : workspace == null ? List.<Path>of() : workspace.packages()) {
            members.addAll(own(member));
        }
        return members;
    }

    private static List<ToolCandidate> own(Path folder) {
        List<ToolCandidate> own = new ArrayList<>();
        NodePgCandidate nodePg = NodePgCandidate.of(folder);
        if (nodePg != null) {
            own.add(nodePg);
        }
        SupabaseCandidate supabase = SupabaseCandidate.of(folder);
        if (supabase != null) {
            own.add(supabase);
        }
        return own;
    }

    private static boolean prismaIn(Path folder) {
        Workspace workspace = Workspace.of(folder);
        return Candidate.of(folder) != null
                || (workspace != null
                        && workspace.packages().stream()
                                .anyMatch(member -> Candidate.of(member) != null));
    }

    private static BackoutException both(
            Path folder, boolean prisma, List<ToolCandidate> candidates) {
        List<String> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (prisma) {
            found.add("Prisma");
            names.add(ProjectTool.PRISMA);
        }
        for (String tool : tools(candidates)) {
            names.add(tool);
            candidates.stream()
                    .filter(one -> one.tool().equals(tool))
                    .findFirst()
                    .ifPresent(one ->
                            found.add("%s (%s)".formatted(tool, shown(folder, one.migrations()))));
        }
        return BackoutException.of(
                ErrorCode.PROJECT_NOT_FOUND,
                "there are %s migration tools in %s: %s"
                        .formatted(
                                found.size() == 2 ? "two" : found.size(),
                                folder,
                                String.join(", and ", found)),
                "name one of them: "
                        + names.stream()
                                .map(name -> "--tool " + name)
                                .collect(Collectors.joining(" or ")),
                "or for good, in backout.yaml: tool: " + names.getLast());
    }

    private static BackoutException several(Path folder, List<ToolCandidate> candidates) {
        List<String> hints = new ArrayList<>();
        candidates.forEach(one -> hints.add("--migrations " + shown(folder, one.migrations())));
        return new BackoutException(
                ErrorCode.PROJECT_NOT_FOUND,
                "there are %d projects of %s below %s; name one of them"
                        .formatted(candidates.size(), candidates.getFirst().tool(), folder),
                hints);
    }

    private static String shown(Path folder, Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }
}
