package dev.backout.setup;

import dev.backout.setup.Survey.Server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A backout.yaml with comments, made of what was found. What is a guess is commented out: a `#`
/// without a space before the line, to be taken away. Comments in words have a space.
///
/// @param survey what was found
/// @param version of Backout
public record Draft(Survey survey, String version) {
    /// The file of the JSON schema that editors read, beside backout.yaml.
    public static final String SCHEMA = "backout.schema.json";

    /// The text of the file.
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.addAll(head());
        lines.addAll(project());
        lines.addAll(environments());
        lines.addAll(elsewhere());
        return String.join("\n", lines) + "\n";
    }

    private List<String> head() {
        return List.of(
                "# yaml-language-server: $schema=" + SCHEMA,
                "# backout.yaml, written by backout init " + version,
                "# Every line says where it was found. What is a guess begins with # and no space:"
                        + " read it, then take the # away.",
                "# All settings: docs/configuration.md of Backout.",
                "");
    }

    private List<String> project() {
        List<String> lines = new ArrayList<>();
        lines.add("# The project is found anew by every command. As it was found now:");
        for (String line : survey.project()) {
            lines.add("# " + line.lines().findFirst().orElse(""));
        }
        lines.add("");
        return lines;
    }

    private List<String> environments() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Databases by name. One that no environment names is treated as production, and"
                        + " so is one without production: false.");
        lines.add("environments:");
        Map<String, List<Server>> servers = new LinkedHashMap<>();
        for (Server one : survey.databases()) {
            if (one.port() != null) {
                servers.computeIfAbsent(url(one), _ -> new ArrayList<>()).add(one);
            }
        }
        int number = 0;
        for (Map.Entry<String, List<Server>> one : servers.entrySet()) {
            number++;
            lines.addAll(development(one.getKey(), one.getValue(), number));
        }
        if (servers.isEmpty()) {
            lines.add("  # no compose file publishes a PostgreSQL on this machine");
            lines.add("#  development:");
            lines.add("#    url: postgresql://postgres@localhost:5432/postgres");
            lines.add("#    production: false");
        }
        lines.addAll(new ProductionDraft(survey).lines());
        lines.add("");
        return lines;
    }

    private static String url(Server one) {
        return "postgresql://%s@localhost:%d/%s".formatted(one.user(), one.port(), one.database());
    }

    /// Whether it is one of production is not told by a compose file: some run it there.
    ///
    /// @param servers all that would be this database: one name is enough for it
    private static List<String> development(String url, List<Server> servers, int number) {
        List<String> lines = new ArrayList<>();
        for (Server one : servers) {
            lines.add("  # %s: %s".formatted(one.where(), Clue.server(one)));
        }
        lines.add("  # the password: PGPASSWORD, or ~/.pgpass");
        lines.add("  development%s:".formatted(number == 1 ? "" : String.valueOf(number)));
        lines.add("    url: " + url);
        lines.add(
                "    # true as long as nobody says otherwise: is this compose file for development"
                        + " only?");
        lines.add("#    production: false");
        return lines;
    }

    /// What has no place in this file.
    private List<String> elsewhere() {
        List<String> lines = new ArrayList<>();
        for (Survey.Deploys one : survey.deployments()) {
            lines.add(
                    "# %s runs %s: backout deploy in its place keeps what migrations destroy"
                            .formatted(one.where(), one.command()));
        }
        for (String system : List.of("github", "gitlab")) {
            survey.pipelines().stream()
                    .filter(one -> one.system().equals(system))
                    .findFirst()
                    .ifPresent(one ->
                            lines.add(
                                    "# %s is there: backout ci %s prints a workflow that proves"
                                                    .formatted(one.where(), system)
                                            + " every pull request"));
        }
        return lines;
    }
}
