package dev.backout.approval;

import dev.backout.integration.ssh.Signature;
import dev.backout.integration.ssh.Signer;
import dev.backout.integration.ssh.SshKeygen;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Judges the approvals that lie beside a plan.
///
/// @param rules whose word is needed
/// @param programs looks whose signatures they are
public record Approvals(ApprovalRules rules, SshKeygen programs) {
    /// What a signature is for.
    public static final String NAMESPACE = "backout-approval";

    /// Clocks of people who sign may go this much ahead of the one that checks.
    private static final Duration SKEW = Duration.ofMinutes(5);

    /// Somebody's word for this plan.
    ///
    /// @param file where it stands
    public record Given(String file, Signer signer, Approval approval) {}

    /// What is no word for this plan.
    ///
    /// @param why as half a sentence
    public record Refused(String file, String why) {}

    /// A word that is needed and was not given.
    ///
    /// @param group one of whom has to give it
    public record Missing(Purpose purpose, String group) {}

    /// What was found.
    public record Verdict(List<Given> given, List<Refused> refused, List<Missing> missing) {
        /// Copies the lists.
        public Verdict {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
            missing = List.copyOf(missing);
        }

        /// Whether the plan may be carried out.
        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /// Looks at all of them. Nobody is asked when the rules ask for nobody.
    public Verdict judge(PlanFile plan, List<ApprovalFiles.Found> files, Instant now) {
        Path signers = rules.signers();
        if (signers == null) {
            return new Verdict(List.of(), List.of(), List.of());
        }
        List<Given> given = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (ApprovalFiles.Found file : files) {
            Signed signed = Signed.parse(file.text());
            String why = signed == null ? "it is no approval" : wrong(signed.approval(), plan, now);
            if (signed == null || why != null) {
                refused.add(new Refused(file.name(), String.valueOf(why)));
                continue;
            }
            switch (programs.check(signers, signed.approval().text(), signed.signature())) {
                case Signature.By(Signer signer) ->
                        given.add(new Given(file.name(), signer, signed.approval()));
                case Signature.Refused(String reason) ->
                        refused.add(new Refused(file.name(), reason));
            }
        }
        return new Verdict(given, refused, missing(plan, given));
    }

    private @Nullable String wrong(Approval approval, PlanFile plan, Instant now) {
        if (!approval.plan().equals(plan.hash())) {
            return "it is for another plan, or the plan was changed since";
        }
        if (approval.made().isAfter(now.plus(SKEW))) {
            return "it was made in the future, %s".formatted(approval.made());
        }
        Instant end = approval.made().plus(rules.valid());
        return end.isBefore(now) ? "it expired at " + end : null;
    }

    private List<Missing> missing(PlanFile plan, List<Given> given) {
        List<Missing> missing = new ArrayList<>();
        for (Purpose purpose : Purpose.of(plan.plan())) {
            Map<String, Signer> people = new HashMap<>();
            given.stream()
                    .filter(one -> one.approval().purposes().contains(purpose))
                    .forEach(one -> people.put(one.signer().key(), one.signer()));
            new Seating(rules, List.copyOf(people.values()))
                    .vacant(rules.groups(purpose))
                    .forEach(group -> missing.add(new Missing(purpose, group)));
        }
        return missing;
    }
}
