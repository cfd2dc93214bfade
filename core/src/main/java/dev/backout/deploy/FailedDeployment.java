package dev.backout.deploy;

import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.run.Blocker;
import dev.backout.run.RunSettings;
import dev.backout.sql.ServerFailure;

import java.util.ArrayList;
import java.util.List;

/// Why a migration was not applied, in words for people, and how to go on.
final class FailedDeployment {
    private static final String AGAIN =
            "backout deploy goes on: what is committed is committed whole, and nothing else"
                    + " happened";

    private FailedDeployment() {}

    /// The script failed.
    ///
    /// @param left whether a row of the failure stays in the history
    static BackoutException failed(Migration migration, ScriptFailure failure, boolean left) {
        ServerFailure said = failure.failure();
        List<String> hints = new ArrayList<>();
        if (said.hint() != null) {
            hints.add("the server says: " + said.hint());
        }
        String name = quoted(migration.name());
        if (left) {
            hints.add(
                    "the history holds the failure and stops further deployments, as Prisma's"
                            + " would");
            hints.add("why, and the ways on: backout plan " + name);
            hints.add(
                    "when the cause is gone: npx prisma migrate resolve --rolled-back %s, then backout"
                                    .formatted(name)
                            + " deploy");
        } else {
            hints.add("no row of it was left; when the cause is gone: backout deploy");
        }
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s failed at %s: %s; all of it was undone"
                        .formatted(
                                migration.name(),
                                failure.doing(),
                                failure.failure().withoutValue()),
                hints,
                failure);
    }

    /// Somebody held a lock all the time, or a query of ours failed.
    static BackoutException outwaited(
            Migration migration,
            ScriptFailure failure,
            int tries,
            RunSettings settings,
            List<Blocker> blockers) {
        if (!failure.failure().passing()) {
            return new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "%s was not applied: %s failed: %s; all of it was undone"
                            .formatted(
                                    migration.name(),
                                    failure.doing(),
                                    failure.failure().withoutValue()),
                    List.of(
                            "nothing of it is left, in the history neither; try again: backout"
                                    + " deploy"),
                    failure);
        }
        String who = blockers.isEmpty() ? "" : " behind " + Blocker.text(blockers);
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s was not applied: %s gave up after %s of %d ms%s: %s; all of it was undone"
                        .formatted(
                                migration.name(),
                                failure.doing(),
                                Counted.of(tries, "try"),
                                settings.lockTimeout().toMillis(),
                                who,
                                failure.failure().withoutValue()),
                List.of(
                        "wait for the other session, or end it; --lock-timeout and --retries give"
                                + " it longer",
                        "nothing of it is left, in the history neither: backout deploy tries"
                                + " again"),
                failure);
    }

    /// The connection broke, perhaps while it was being committed.
    static BackoutException lost(Migration migration, ScriptFailure failure) {
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "the connection was lost at %s of %s: %s"
                        .formatted(
                                failure.doing(),
                                migration.name(),
                                failure.failure().withoutValue()),
                List.of(AGAIN),
                failure);
    }

    /// One of several statements cannot run in the transaction in which all of it would be kept.
    ///
    /// @param tool what people type to deploy with the tool itself
    static BackoutException outside(Migration migration, ScriptFailure failure, String tool) {
        return new BackoutException(
                ErrorCode.SCRIPT_UNFIT,
                "%s runs outside of a transaction, and %s refuses one: what it destroys could not be"
                                .formatted(migration.name(), failure.doing())
                        + " kept, nor undone if it failed half-way",
                List.of(
                        "nothing was executed; put that statement into a migration of its own",
                        "%s applies it as it is, and keeps nothing".formatted(tool)),
                failure);
    }

    /// A procedure or a DO block commits.
    ///
    /// @param tool what people type to deploy with the tool itself
    static BackoutException commits(Migration migration, ScriptFailure failure, String tool) {
        return new BackoutException(
                ErrorCode.SCRIPT_UNFIT,
                "%s commits in the middle of %s: what it destroys could not be kept in the same"
                                .formatted(migration.name(), failure.doing())
                        + " transaction",
                List.of(
                        "nothing was executed; take the COMMIT out of the code",
                        "%s applies it as it is, and keeps nothing".formatted(tool)),
                failure);
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_./-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
