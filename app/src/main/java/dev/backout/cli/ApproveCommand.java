package dev.backout.cli;

import dev.backout.approval.Approval;
import dev.backout.approval.Approvals;
import dev.backout.approval.Purpose;
import dev.backout.approval.Signed;
import dev.backout.config.Choices;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.ssh.Signature;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `backout approve PLAN`.
@Command(
        description =
                "Signs a plan with your SSH key, as backout.yaml asks for it. The approval is a"
                        + " file beside the plan; any change of the plan voids it, and it expires.",
        footer = {
            "",
            "Exit status: 0 nobody's word is missing any more, 5 somebody's is.",
            "",
            "Examples:",
            "  backout approve                                 signs backout-plan.json",
            "  backout approve plan.json --key ~/.ssh/work.pub   with a key that an agent holds",
            "  backout approve --list                          who approved, who is missing"
        })
final class ApproveCommand implements Callable<ExitCode> {
    private static final List<String> KEYS =
            List.of("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa");

    @Mixin private final PlanArgument plan = new PlanArgument();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "the private key, or a public one whose private half an agent holds; the first"
                            + " of ~/.ssh/id_* otherwise")
    private @Nullable Path key;

    @Option(
            names = "--for",
            split = ",",
            paramLabel = "PURPOSE",
            description =
                    "apply, data-loss or history-edit, separated by commas; all that the plan needs"
                            + " otherwise")
    private List<String> purposes = new ArrayList<>();

    @Option(names = "--list", description = "signs nothing: says who approved and who is missing")
    private boolean list;

    @Option(names = "--dry-run", description = "shows what would be signed, and signs nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "does not ask for the name of the database")
    private boolean yes;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ApproveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        PlanFile file = plan.read(shell);
        Choices choices = options.choices(shell);
        PlanApprovals approvals =
                PlanApprovals.of(shell, choices, Site.find(choices), file, plan.path());
        if (list) {
            return tell(approvals, null);
        }
        if (approvals.rules().signers() == null) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "no approvals are asked for where this plan belongs",
                    "environments.NAME.approvals of backout.yaml says whose are");
        }
        approvals.verdict();
        Approval approval = Approval.of(file, wanted(file), Instant.now());
        if (!json) {
            PlanText.decided(file.plan()).forEach(shell::say);
            shell.say("");
            approval.text().lines().forEach(line -> shell.say("  " + line));
        }
        if (dryRun) {
            return ExitCode.DONE;
        }
        confirm(file);
        return tell(approvals, signed(approvals, approval));
    }

    private void confirm(PlanFile file) {
        if (!yes) {
            Confirmation confirmation = new Confirmation(shell);
            confirmation.insistOnTerminal("approve");
            confirmation.insistOnName(file.plan().database().name(), "");
        }
    }

    private Path signed(PlanApprovals approvals, Approval approval) {
        Path signers = approvals.rules().signers();
        if (signers == null) {
            throw new IllegalStateException("nobody is asked");
        }
        Signed signed = new Signed(approval, approvals.programs().sign(key(), approval.text()));
        return switch (approvals.programs().check(signers, approval.text(), signed.signature())) {
            case Signature.By(var signer) ->
                    approvals.files().write(signer.principals().getFirst(), signed);
            case Signature.Refused(String why) ->
                    throw BackoutException.of(
                            ErrorCode.APPROVAL_REFUSED,
                            "your approval would be refused: " + why,
                            "nothing was written; your key has to stand in the file of allowed"
                                    + " signers, and that be committed");
        };
    }

    private ExitCode tell(PlanApprovals approvals, @Nullable Path written) {
        Approvals.Verdict verdict = approvals.verdict();
        if (json) {
            shell.out().println(ApprovalJson.of(approvals.plan(), verdict).toPrettyString());
        } else {
            if (written != null) {
                shell.say("written:   " + shell.directory().relativize(written));
            }
            approvals.lines(verdict).forEach(shell::say);
            shell.say(
                    verdict.complete()
                            ? "next:      backout run " + plan.path()
                            : "next:      backout approve %s, by one of those who are missing"
                                    .formatted(plan.path()));
        }
        return verdict.complete() ? ExitCode.DONE : ExitCode.WAITING;
    }

    private Set<Purpose> wanted(PlanFile file) {
        Set<Purpose> wanted = EnumSet.noneOf(Purpose.class);
        for (String word : purposes) {
            Purpose purpose = Purpose.of(word.strip());
            if (purpose == null) {
                throw BackoutException.of(
                        ErrorCode.USAGE,
                        "--for takes apply, data-loss and history-edit, not " + word);
            }
            wanted.add(purpose);
        }
        return wanted.isEmpty() ? Purpose.of(file.plan()) : wanted;
    }

    private Path key() {
        if (key != null) {
            return shell.directory().resolve(key);
        }
        Path folder = Path.of(shell.environment().getOrDefault("HOME", ""), ".ssh");
        return KEYS.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        BackoutException.of(
                                ErrorCode.APPROVAL_REFUSED,
                                "there is no SSH key in " + folder,
                                "name one with --key FILE"));
    }
}
