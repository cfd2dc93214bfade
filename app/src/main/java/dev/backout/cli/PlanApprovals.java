package dev.backout.cli;

import dev.backout.approval.Approval;
import dev.backout.approval.ApprovalFiles;
import dev.backout.approval.ApprovalRules;
import dev.backout.approval.Approvals;
import dev.backout.approval.Purpose;
import dev.backout.approval.SignersFile;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.ssh.SshKeygen;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The approvals of a plan for the database of a command.
///
/// @param rules whose word is needed there
/// @param plan the plan
/// @param path its file as it was typed
/// @param programs signs and checks
record PlanApprovals(
        Shell shell, ApprovalRules rules, PlanFile plan, Path path, SshKeygen programs) {
    /// The word in the journal of a run that went on without approvals.
    static final String EMERGENCY = "EMERGENCY";

    static PlanApprovals of(Shell shell, Choices choices, Site site, PlanFile plan, Path path) {
        return new PlanApprovals(
                shell,
                Configuration.approvals(choices, site.target()),
                plan,
                path,
                new SshKeygen(Approvals.NAMESPACE, shell.environment()));
    }

    /// The approvals as files.
    ApprovalFiles files() {
        return new ApprovalFiles(shell.directory().resolve(path).toAbsolutePath().normalize());
    }

    /// What there is and what is missing.
    ///
    /// @throws BackoutException `configuration-invalid`, `approval-refused` about the file of
    ///   allowed signers
    Approvals.Verdict verdict() {
        if (rules.signers() == null) {
            return new Approvals(rules, programs).judge(plan, List.of(), Instant.now());
        }
        new SignersFile(rules.signers(), shell.environment()).insist();
        return new Approvals(rules, programs).judge(plan, files().read(), Instant.now());
    }

    /// Goes on only with all the words that are needed, or in an emergency.
    ///
    /// @param emergency why it goes on without, or null
    /// @return what the journal says of it; empty when nobody is asked
    /// @throws BackoutException `approval-missing`
    String insist(@Nullable String emergency) {
        Approvals.Verdict verdict = verdict();
        if (!verdict.complete() && emergency == null) {
            throw missing(verdict);
        }
        String given =
                verdict.given().stream()
                        .map(one -> "%s (%s)".formatted(one.signer().text(), words(one.approval())))
                        .collect(Collectors.joining(", "));
        List<String> parts = new ArrayList<>();
        if (!given.isEmpty()) {
            parts.add("approved by " + given);
        }
        if (!verdict.complete()) {
            parts.add(
                    EMERGENCY
                            + ", without the word of %s: %s"
                                    .formatted(asked(verdict.missing()), emergency));
        }
        return String.join("; ", parts);
    }

    /// The state of the approvals, for people.
    List<String> lines(Approvals.Verdict verdict) {
        List<String> lines = new ArrayList<>();
        for (Approvals.Given one : verdict.given()) {
            lines.add(
                    "approved:  %s for %s, until %s"
                            .formatted(
                                    one.signer().text(),
                                    words(one.approval()),
                                    one.approval()
                                            .made()
                                            .plus(rules.valid())
                                            .truncatedTo(ChronoUnit.SECONDS)));
        }
        verdict.refused()
                .forEach(one -> lines.add("refused:   %s: %s".formatted(one.file(), one.why())));
        verdict.missing()
                .forEach(one ->
                        lines.add(
                                "missing:   %s by one of %s (%s)"
                                        .formatted(
                                                one.purpose().word(),
                                                one.group(),
                                                String.join(", ", rules.members(one.group())))));
        return lines;
    }

    private BackoutException missing(Approvals.Verdict verdict) {
        List<String> hints = new ArrayList<>(lines(verdict));
        hints.add(
                "nothing was executed; each of them: backout approve %s; --emergency REASON goes on"
                                .formatted(path)
                        + " without, and says so in the journal");
        return new BackoutException(
                ErrorCode.APPROVAL_MISSING,
                "%s is missing for %s, hash %s"
                        .formatted(asked(verdict.missing()), path, plan.hash().substring(0, 12)),
                hints);
    }

    private static String asked(List<Approvals.Missing> missing) {
        return missing.stream()
                .map(one -> "one of %s (%s)".formatted(one.group(), one.purpose().word()))
                .collect(Collectors.joining(", "));
    }

    static String words(Approval approval) {
        return approval.purposes().stream().map(Purpose::word).collect(Collectors.joining(", "));
    }
}
