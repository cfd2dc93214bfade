package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.ProjectTool;
import dev.backout.error.ExitCode;
import dev.backout.integration.kubernetes.JobManifest;
import dev.backout.integration.kubernetes.JobSite;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `backout job PLAN`.
@Command(
        description =
                "Prints a Kubernetes Job that carries a plan out inside of the cluster, as an"
                        + " ordinary user on a read-only file system. Nothing is applied.",
        footer = {
            "",
            "A pod that is started again goes on with the run of the one before. Without --claim,"
                    + " backups and the copy of the journal go with the pod.",
            "",
            "Examples:",
            "  backout job backout-plan.json --image registry.example/backout:0.1 --secret"
                    + " shop-db | kubectl apply -f -",
            "  backout job --env production --image registry.example/backout:0.1 --secret shop-db"
                    + "   with its approvals"
        })
final class JobCommand implements Callable<ExitCode> {
    @Mixin private final PlanArgument plan = new PlanArgument();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            required = true,
            description = "an image whose entry point is backout")
    private String image = "";

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            required = true,
            description = "the secret whose key DATABASE_URL holds the direct URL")
    private String secret = "";

    @Option(
            names = "--claim",
            paramLabel = "NAME",
            description = "a persistent volume claim for backups and the copy of the journal")
    private @Nullable String claim;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description =
                    "an environment of backout.yaml, which goes along with the approvals beside the"
                            + " plan: its approvals, gates and steps hold in the pod")
    private @Nullable String environment;

    @Option(names = "--config", paramLabel = "FILE", description = "the backout.yaml to use")
    private @Nullable Path config;

    @Option(
            names = "--service-account",
            paramLabel = "NAME",
            description = "the pod's, for steps that ask the cluster: docs/kubernetes.md")
    private String account = "";

    @Option(names = "--backup", paramLabel = "WAY", description = "as of backout run")
    private @Nullable String backup;

    @Option(names = "--incident", paramLabel = "REF", description = "as of backout run")
    private @Nullable String incident;

    @Option(names = "--json", description = "prints one JSON object, which kubectl takes as well")
    private boolean json;

    private final Shell shell;

    JobCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        PlanFile file = plan.read(shell);
        List<String> arguments = new ArrayList<>();
        String tool = file.plan().tool();
        if (!tool.equalsIgnoreCase(ProjectTool.PRISMA)) {
            // There is no project in the pod to find it by.
            arguments.addAll(List.of("--tool", tool));
        }
        if (backup != null) {
            arguments.addAll(List.of("--backup", backup));
        }
        if (incident != null) {
            arguments.addAll(List.of("--incident", incident));
        }
        JobSite site = site();
        if (environment != null) {
            arguments.addAll(
                    List.of(
                            "--config",
                            JobManifest.FOLDER + "/backout.yaml",
                            "--env",
                            environment));
        }
        JobManifest manifest = new JobManifest(file, image, secret, claim, arguments, site);
        shell.out().print(json ? manifest.json().toPrettyString() + "\n" : manifest.text());
        return ExitCode.DONE;
    }

    private JobSite site() {
        if (environment == null) {
            return new JobSite(Map.of(), JobSite.PLAIN.variable(), List.of(), account);
        }
        Choices choices =
                new Choices(
                        shell.directory(),
                        shell.environment(),
                        null,
                        null,
                        null,
                        environment,
                        config);
        Path path = shell.directory().resolve(plan.path()).toAbsolutePath().normalize();
        return new JobFiles(choices, path).site(environment, account);
    }
}
