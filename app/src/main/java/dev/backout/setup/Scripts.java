package dev.backout.setup;

import dev.backout.config.Document;
import dev.backout.config.DotEnv;
import dev.backout.setup.Survey.Deploys;
import dev.backout.setup.Survey.Pipeline;
import dev.backout.setup.Survey.Variable;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the migration tool's own deployment is run, which variables there are, and which CI.
final class Scripts {
    private static final Pattern DEPLOYMENT =
            Pattern.compile(
                    "\\b(prisma migrate deploy|node-pg-migrate (?:-\\S+ )*up|supabase db push)\\b");
    private static final String OTHERS =
            "Dockerfile.*|Procfile|.*\\.sh|fly\\.toml|render\\.ya?ml|railway\\.(json|toml)"
                    + "|\\.gitlab-ci\\.yml|.*\\.ya?ml";

    private Scripts() {}

    static List<Deploys> deployments(SourceTree tree) {
        List<Deploys> found = new ArrayList<>();
        for (Path file : tree.named("package\\.json")) {
            if (Document.jsonOrNothing(SourceTree.text(file)).at("scripts")
                    instanceof Document.Fields scripts) {
                scripts.fields()
                        .forEach((name, script) -> add(found, tree.where(file), name, script));
            }
        }
        for (Path file : tree.named(OTHERS)) {
            String command = command(SourceTree.text(file));
            if (command != null) {
                found.add(new Deploys(command, tree.where(file)));
            }
        }
        return found;
    }

    private static void add(List<Deploys> found, String file, String name, Document script) {
        String command = script instanceof Document.Text(String text) ? command(text) : null;
        if (command != null && name.matches("[\\w:.-]{1,60}")) {
            found.add(new Deploys(command, "%s, script %s".formatted(file, name)));
        }
    }

    private static @Nullable String command(String text) {
        Matcher matcher =
                DEPLOYMENT.matcher(text.replaceAll("[\",\\[\\]]+\\s*", " ").replaceAll(" +", " "));
        return matcher.find()
                ? matcher.group(1).replaceFirst("node-pg-migrate .*", "node-pg-migrate up")
                : null;
    }

    /// The names of those that tell where the database is. Values are not looked at.
    static List<Variable> variables(SourceTree tree) {
        List<Variable> variables = new ArrayList<>();
        for (Path file : tree.named("\\.env[\\w.-]*")) {
            DotEnv.names(SourceTree.text(file)).stream()
                    .filter(name -> Names.variable(name) != null && Names.ofDatabase(name))
                    .sorted()
                    .forEach(name -> variables.add(new Variable(name, tree.where(file))));
        }
        return variables;
    }

    static List<Pipeline> pipelines(SourceTree tree) {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Path file : tree.named(".*\\.yml|.*\\.yaml")) {
            String where = tree.where(file);
            if (where.startsWith(".github/workflows/")) {
                pipelines.add(new Pipeline("github", where));
            } else if (where.equals(".gitlab-ci.yml")) {
                pipelines.add(new Pipeline("gitlab", where));
            }
        }
        return pipelines;
    }
}
