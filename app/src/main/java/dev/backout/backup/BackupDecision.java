package dev.backout.backup;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Decides which backup a run begins with, and says why.
///
/// A run that takes nothing away needs none. A small database is dumped whole. A big one is not,
/// since that would take hours with the doors shut: what others keep goes first when somebody
/// looked that it is there and recent, then a dump of the touched tables alone, when it is known
/// that the run reaches no others.
public final class BackupDecision {
    /// Older than this, what others keep is no longer recent, unless a target says otherwise.
    private static final Duration RECENT = Duration.ofHours(24);

    private final BackupSettings settings;
    private final Instant now;

    /// @param now the moment from which ages count
    public BackupDecision(BackupSettings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /// Decides.
    ///
    /// @param choice what the person said
    /// @param reach what the run could destroy
    /// @param facts of the database
    /// @param reference what is known of the reference that was named, by the person or in the
    ///   settings; null when none was
    /// @throws BackoutException `configuration-invalid` when the policy demands a backup and the
    ///   choice is to have none, or `tables` when it is not known which are touched
    public BackupPlan decide(
            BackupChoice choice,
            RunReach reach,
            TableFacts facts,
            @Nullable ReferenceState reference) {
        return switch (choice) {
            case BackupChoice.Decide _ -> byItself(reach, facts, reference);
            case BackupChoice.Whole _ -> whole("--backup asks for it", facts);
            case BackupChoice.Tables _ -> tables(reach, facts, "--backup asks for it");
            case BackupChoice.Snapshot snapshot ->
                    new BackupPlan(
                            new BackupWay.Snapshot(snapshot.command()), "--backup asks for it", 0);
            case BackupChoice.Reference named -> named(named.name(), reference);
            case BackupChoice.None none -> none(none.reason());
        };
    }

    private BackupPlan byItself(
            RunReach reach, TableFacts facts, @Nullable ReferenceState reference) {
        if (!reach.destroys() && !settings.required()) {
            return none("the plan takes no value away");
        }
        if (facts.total() <= settings.wholeUpTo()) {
            return whole("the database is small enough to be dumped before every run", facts);
        }
        String name = settings.reference();
        if (name != null
                && reference instanceof ReferenceState.Verified verified
                && recent(verified)) {
            return named(name, reference);
        }
        return beyond(reach, facts)
                ? whole(
                        "%s of tables are much to dump, but what the run does depends on rows, so"
                                        .formatted(Sizes.bytes(facts.total()))
                                + " nobody can tell which tables it reaches",
                        facts)
                : tables(
                        reach,
                        facts,
                        "the database has %s of tables, and the run can destroy rows of these alone"
                                .formatted(Sizes.bytes(facts.total())));
    }

    private static boolean beyond(RunReach reach, TableFacts facts) {
        return !reach.known() || facts.holding(reach.tables()).isEmpty();
    }

    private static BackupPlan whole(String why, TableFacts facts) {
        return new BackupPlan(new BackupWay.WholeDump(), why, facts.total());
    }

    private static BackupPlan tables(RunReach reach, TableFacts facts, String why) {
        List<TableName> touched = facts.holding(reach.tables());
        if (touched.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the plan touches no table, so there is no table to dump alone",
                    "nothing was executed; take --backup pg_dump");
        }
        return new BackupPlan(new BackupWay.TablesDump(touched), why, facts.of(touched));
    }

    private BackupPlan named(String name, @Nullable ReferenceState state) {
        ReferenceState known =
                state == null ? new ReferenceState.Unverified("nobody looked") : state;
        if (settings.required() && known instanceof ReferenceState.Unverified unverified) {
            throw demanded(
                    "%s is unverified: %s, and policy.backupRequired demands a backup"
                            .formatted(name, unverified.why()));
        }
        String why =
                switch (known) {
                    case ReferenceState.Verified verified ->
                            "it is there and reaches to %s, %s ago"
                                    .formatted(
                                            verified.reachesTo(),
                                            Sizes.time(
                                                    Duration.between(verified.reachesTo(), now)));
                    case ReferenceState.Unverified unverified ->
                            "--backup names it, unverified: " + unverified.why();
                };
        return new BackupPlan(new BackupWay.Reference(name, known), why, 0);
    }

    private BackupPlan none(String reason) {
        if (settings.required()) {
            throw demanded("policy.backupRequired of backout.yaml forbids a run without a backup");
        }
        return new BackupPlan(new BackupWay.None(reason), reason, 0);
    }

    private static BackoutException demanded(String message) {
        return BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                message,
                "nothing was executed; --backup is " + BackupChoice.FORMS);
    }

    private boolean recent(ReferenceState.Verified verified) {
        Duration limit = settings.rpo() == null ? RECENT : settings.rpo();
        return Duration.between(verified.reachesTo(), now).compareTo(limit) <= 0;
    }
}
