package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// The migration tools by the names that people give them.
final class ToolNames {
    private static final List<String> ALL =
            List.of(ProjectTool.PRISMA, ProjectTool.NODE_PG_MIGRATE, ProjectTool.SUPABASE);

    private ToolNames() {}

    /// The tool that the command line names, else `backout.yaml`; null when neither does.
    static @Nullable String chosen(Choices choices, Settings settings) {
        String named = choices.tool();
        if (named != null) {
            return known(named, "--tool");
        }
        String set = settings.tools().tool();
        return set == null ? null : known(set, "tool of " + SettingsReader.NAME);
    }

    private static String known(String name, String where) {
        String small = name.toLowerCase(Locale.ROOT);
        if (ALL.contains(small)) {
            return small;
        }
        String near = Suggestion.nearest(small, ALL);
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "there is no migration tool %s (%s); there are %s"
                        .formatted(name, where, String.join(", ", ALL)),
                near == null ? "backout --help lists the options" : "did you mean " + near + "?");
    }
}
