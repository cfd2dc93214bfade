package dev.backout.cli;

import dev.backout.approval.ApprovalRules;
import dev.backout.approval.Purpose;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.Sizes;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.integration.pgdump.Backups;
import dev.backout.journal.RunRecord;
import dev.backout.message.MessageSettings;
import dev.backout.plan.PlanFile;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.ShutDoors;
import dev.backout.triage.AffectedTable;
import dev.backout.triage.Check;
import dev.backout.triage.LiveSession;
import dev.backout.triage.Suspect;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the way back of a suspect needs, and how much of it is there.
///
/// @param suspect the likeliest, or null when none is known
/// @param open runs that are not at their end
/// @param shut what they have shut
/// @param answered whether the database answered
record TriageChecklist(
        Shell shell,
        Choices choices,
        Site site,
        @Nullable Suspect suspect,
        List<RunRecord> open,
        List<ShutDoors> shut,
        List<AffectedTable> tables,
        List<LiveSession> sessions,
        boolean answered) {
    /// All lines. What cannot be looked up is unknown, and why.
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(tried("a backup", this::backup));
        if (suspect != null) {
            checks.add(tried("a proved way back", () -> proof(suspect)));
            checks.add(tried("nothing lost", () -> loss(suspect)));
        }
        checks.add(tried("a plan", this::plan));
        checks.add(tried("approvals", this::approvals));
        checks.add(way());
        checks.add(writes());
        checks.add(tried("messages", this::messages));
        checks.add(owners());
        return checks;
    }

    /// The command to type now.
    String next() {
        if (!open.isEmpty()) {
            return "backout resume " + open.getFirst().id();
        }
        if (suspect == null) {
            return answered ? "backout status" : "backout doctor";
        }
        PlanFile plan = planned();
        return plan != null && about(plan, suspect)
                ? "backout run " + PlanFiles.USUAL
                : "backout plan " + RunText.quoted(suspect.name());
    }

    /// A line of the checklist that reads files.
    private interface Looking {
        Check look();
    }

    private static Check tried(String what, Looking looking) {
        try {
            return looking.look();
        } catch (BackoutException e) {
            return Check.unknown(what, String.valueOf(e.getMessage()), null);
        }
    }

    private Check backup() {
        BackupSettings settings = Configuration.backupSettings(choices);
        RestoreSource newest =
                new Backups(settings, shell.environment())
                        .sources()
                        .newest(site.target().address().database());
        if (newest == null) {
            return settings.reference() == null
                    ? Check.open(
                            "a backup",
                            "none is known on this machine",
                            "backout run begins with one; backup.nightly of backout.yaml names"
                                    + " others")
                    : Check.done("a backup", "by reference: " + settings.reference());
        }
        Duration age = Duration.between(newest.taken(), Instant.now());
        Duration limit = settings.rpo();
        boolean young = limit == null || age.compareTo(limit) <= 0;
        return Check.of(
                newest.usable() && young,
                "a backup",
                "%s, %s old%s%s"
                        .formatted(
                                newest.place().getFileName(),
                                Sizes.time(age),
                                newest.usable() ? "" : ", NO GOOD",
                                young ? "" : ", older than backup.rpo"),
                "backout drill tells whether it can be relied on");
    }

    private Check proof(Suspect suspect) {
        PlanFile plan = planned();
        if (plan != null && about(plan, suspect) && plan.plan().runnable()) {
            return Check.done("a proved way back", "proved when the plan was made");
        }
        return Check.of(
                suspect.proved(),
                "a proved way back",
                suspect.wayBack(),
                "backout plan %s proves it".formatted(RunText.quoted(suspect.name())));
    }

    private Check loss(Suspect suspect) {
        String what = "nothing lost";
        PlanFile plan = planned();
        if (plan != null && about(plan, suspect)) {
            String losses =
                    plan.plan().casualties().stream()
                            .map(PlanText::loss)
                            .collect(Collectors.joining("; "));
            return Check.of(
                    losses.isEmpty(),
                    what,
                    losses.isEmpty() ? "the plan loses nothing" : "the plan loses " + losses,
                    "backout plan %s --from-backup newest"
                            .formatted(RunText.quoted(suspect.name())));
        }
        return switch (suspect.reversible()) {
            case "yes" ->
                    Check.done(
                            what,
                            suspect.kept().isEmpty()
                                    ? "nothing was destroyed"
                                    : "the vault holds " + String.join(", ", suspect.kept()));
            case "no" ->
                    Check.open(
                            what,
                            "destroyed, and not in the vault: "
                                    + String.join(", ", suspect.losses()),
                            "backout plan %s --from-backup newest"
                                    .formatted(RunText.quoted(suspect.name())));
            default ->
                    Check.unknown(
                            what,
                            suspect.kept().isEmpty()
                                    ? "not known yet"
                                    : "the vault holds " + String.join(", ", suspect.kept()),
                            "backout plan %s counts it".formatted(RunText.quoted(suspect.name())));
        };
    }

    private Check plan() {
        PlanFile plan = planned();
        if (plan == null || suspect == null || !about(plan, suspect)) {
            return Check.open(
                    "a plan",
                    plan == null
                            ? "there is no %s here".formatted(PlanFiles.USUAL)
                            : "%s is about something else".formatted(PlanFiles.USUAL),
                    suspect == null ? null : "backout plan " + RunText.quoted(suspect.name()));
        }
        return Check.done(
                "a plan",
                "%s, hash %s, made %s ago"
                        .formatted(
                                PlanFiles.USUAL,
                                plan.hash().substring(0, 12),
                                Sizes.time(Duration.between(plan.plan().made(), Instant.now()))));
    }

    private @Nullable PlanFile planned() {
        Path file = shell.directory().resolve(PlanFiles.USUAL);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        PlanFile plan = PlanFiles.read(file);
        return plan.plan().database().name().equals(site.target().address().database())
                ? plan
                : null;
    }

    private static boolean about(PlanFile plan, Suspect suspect) {
        return plan.plan().migrations().stream().anyMatch(one -> one.name().equals(suspect.name()));
    }

    private Check approvals() {
        ApprovalRules rules = Configuration.approvals(choices, site.target());
        if (rules.people() == 0) {
            return Check.done("approvals", "nobody is asked here");
        }
        PlanFile plan = planned();
        if (plan == null) {
            String asked =
                    Stream.of(Purpose.values())
                            .flatMap(purpose ->
                                    rules.groups(purpose).stream()
                                            .map(group ->
                                                    "%s by one of %s (%s)"
                                                            .formatted(
                                                                    purpose.word(),
                                                                    group,
                                                                    String.join(
                                                                            ", ",
                                                                            rules.members(group)))))
                            .collect(Collectors.joining("; "));
            return Check.open("approvals", "once there is a plan: " + asked, null);
        }
        PlanApprovals approvals =
                PlanApprovals.of(shell, choices, site, plan, Path.of(PlanFiles.USUAL));
        var verdict = approvals.verdict();
        return Check.of(
                verdict.complete(),
                "approvals",
                verdict.complete()
                        ? "all that are asked for"
                        : verdict.missing().stream()
                                .map(one ->
                                        "%s by one of %s is missing"
                                                .formatted(one.purpose().word(), one.group()))
                                .collect(Collectors.joining("; ")),
                "backout approve " + PlanFiles.USUAL);
    }

    private Check way() {
        if (!answered) {
            return Check.unknown("nobody in the way", "the database did not answer", null);
        }
        long old = sessions.stream().filter(LiveSession::old).count();
        long waiting = sessions.stream().filter(LiveSession::waits).count();
        return Check.of(
                old + waiting == 0,
                "nobody in the way",
                old + waiting == 0
                        ? "no old transaction and nobody waits for a lock, as far as can be seen"
                        : "%d with an old transaction, %d waiting for a lock"
                                .formatted(old, waiting),
                "backout run gives way and tries again; --terminate-blockers NAME ends them");
    }

    private Check writes() {
        return shut.isEmpty()
                ? Check.open(
                        "writes paused",
                        "no run has shut anything; backout run does when the plan needs it and"
                                + " backout.yaml says how",
                        null)
                : Check.done(
                        "writes paused",
                        shut.stream().map(ShutDoors::text).collect(Collectors.joining("; ")));
    }

    private Check messages() {
        MessageSettings settings = Configuration.messages(choices, site.target());
        if (settings.channels().isEmpty()) {
            return Check.open(
                    "messages", "nobody is told of a run here", "messages of backout.yaml");
        }
        new MessageChannels(choices, _ -> {}).open(settings);
        return Check.done(
                "messages",
                settings.channels().stream()
                        .map(MessageSettings.To::name)
                        .collect(Collectors.joining(", ")));
    }

    private Check owners() {
        List<String> lines =
                Configuration.owners(choices)
                        .lines(tables.stream().map(AffectedTable::table).toList());
        return lines.isEmpty()
                ? Check.open(
                        "owners",
                        "backout.yaml names nobody for these tables",
                        "owners of backout.yaml")
                : Check.done("owners", String.join("; ", lines));
    }
}
