package dev.backout.cli;

import dev.backout.config.ProjectTool;
import dev.backout.error.ExitCode;
import dev.backout.integration.kubernetes.JobManifest;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
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
                    + " shop-db | kubectl apply -f -"
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
        JobManifest manifest = new JobManifest(file, image, secret, claim, arguments);
        shell.out().print(json ? manifest.json().toPrettyString() + "\n" : manifest.text());
        return ExitCode.DONE;
    }
}
