package dev.backout.observe.hazard;

import dev.backout.observe.MigrationScript;
import dev.backout.observe.TransactionUse;
import dev.backout.sql.SeparateMessages;
import dev.backout.sql.ServerFailure;

import java.util.Set;

/// Something about the file as a whole.
final class FileHazards {
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    private FileHazards() {}

    static void notTransactional(Subject subject, Findings out) {
        if (subject.observation().transaction() == TransactionUse.REFUSED) {
            out.add(
                    "the file cannot run in a transaction: when it fails, what it did stays",
                    script(subject).statements().getFirst().line());
        }
    }

    static void ownTransaction(Subject subject, Findings out) {
        if (subject.observation().transaction() == TransactionUse.OWN) {
            boolean separate = SeparateMessages.in(script(subject).text());
            out.add(
                    separate
                            ? "the tool runs it outside of a transaction: when a statement fails,"
                                    + " what those before it did stays"
                            : "the file begins or commits transactions itself: when it fails later,"
                                    + " what was committed stays",
                    script(subject).lineOfStatement("BEGIN", "START TRANSACTION", "COMMIT", "END"));
        }
    }

    static void leftOpen(Subject subject, Findings out) {
        if (subject.observation().transaction() == TransactionUse.LEFT_OPEN) {
            out.add(
                    "the file begins a transaction and never commits it: deploy reports success and"
                            + " nothing happens",
                    script(subject).lineOfStatement("BEGIN", "START TRANSACTION"));
        }
    }

    static void searchPath(Subject subject, Findings out) {
        if (script(subject).settings().contains("search_path")) {
            out.add(
                    "the file changes search_path for the rest of the session, and the history"
                            + " table is no longer found",
                    script(subject).lineOfSetting("search_path"));
        }
    }

    static void settings(Subject subject, Findings out) {
        for (String setting : script(subject).settings()) {
            if (!setting.equals("search_path")) {
                out.add(
                        "the file leaves the session with another %s".formatted(setting),
                        script(subject).lineOfSetting(setting));
            }
        }
    }

    static void superuser(Subject subject, Findings out) {
        ServerFailure failure = subject.observation().failure();
        if (failure != null && failure.sqlState().equals(INSUFFICIENT_PRIVILEGE)) {
            out.add(
                    notPermitted(failure.message()),
                    failure.position() > 0 ? failure.in(script(subject).text()).line() : 0);
        }
    }

    static String notPermitted(String message) {
        return "an ordinary role that owns the database may not do this: " + message;
    }

    static void unmodelled(Subject subject, Findings out) {
        Set.copyOf(subject.observation().unmodelled()).stream()
                .sorted()
                .forEach(kind -> out.add("objects of a kind that is not known change: " + kind, 0));
    }

    private static MigrationScript script(Subject subject) {
        return subject.observation().script();
    }
}
