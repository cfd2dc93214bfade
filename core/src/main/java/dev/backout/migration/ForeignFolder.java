package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A directory of another tool than the one that was named.
public final class ForeignFolder {
    /// What to read of sub-directories so that Prisma's are known.
    public static final Set<String> SCRIPTS = Set.of("migration.sql");

    private static final Pattern NUMBERED = Pattern.compile("\\d+.*\\.(sql|[cm]?[jt]s)");
    private static final Pattern TIMESTAMPED = Pattern.compile("\\d{14}_.*\\.sql");
    private static final Pattern MARKER =
            Pattern.compile("(?im)^\\s*--[\\s-]*(up|down)\\s+migration");

    private ForeignFolder() {}

    /// What a directory looks like.
    ///
    /// @param tools whose it may be, by the names behind `--tool`
    /// @param example what tells it
    private record Looks(List<String> tools, String example) {}

    /// Whether to read a file directly in the directory so that its tool is known.
    public static boolean numbered(String name) {
        return NUMBERED.matcher(name).matches();
    }

    /// Whether a script has the markers of node-pg-migrate.
    public static boolean marked(Script script) {
        return MARKER.matcher(script.text()).find();
    }

    /// Refuses a directory that looks like another tool's.
    ///
    /// @param tool the tool that was to read it, which found nothing of its own, behind `--tool`
    /// @param has what that tool has instead
    /// @throws BackoutException `configuration-invalid`
    public static void refuse(SourceFolder folder, String tool, String has) {
        Looks looks = looks(folder);
        if (looks == null || looks.tools().contains(tool)) {
            return;
        }
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "%s holds migrations of %s (%s); %s has %s"
                        .formatted(
                                folder.location(),
                                String.join(" or ", looks.tools()),
                                looks.example(),
                                tool,
                                has),
                "name the tool with %s, or the right directory with --migrations DIR"
                        .formatted(
                                looks.tools().stream()
                                        .map(name -> "--tool " + name)
                                        .collect(Collectors.joining(" or "))));
    }

    private static @Nullable Looks looks(SourceFolder folder) {
        for (SourceFolder.Child child : folder.folders()) {
            if (child.files().keySet().containsAll(SCRIPTS)) {
                return new Looks(List.of("prisma"), child.name() + "/migration.sql");
            }
        }
        List<String> names =
                folder.files().keySet().stream().filter(ForeignFolder::numbered).sorted().toList();
        for (String name : names) {
            Script script = folder.files().get(name);
            if (!name.endsWith(".sql") || (script != null && marked(script))) {
                return new Looks(List.of("node-pg-migrate"), name);
            }
        }
        if (names.isEmpty()) {
            return null;
        }
        boolean supabase =
                folder.location().endsWith("supabase/migrations")
                        || names.stream().allMatch(name -> TIMESTAMPED.matcher(name).matches());
        return new Looks(
                supabase ? List.of("supabase") : List.of("node-pg-migrate", "supabase"),
                names.getFirst());
    }
}
