package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.deploy.Applied;
import dev.backout.deploy.DeployReport;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ExitCode;
import dev.backout.journal.Operator;
import dev.backout.message.Broadcast;
import dev.backout.message.Channel;
import dev.backout.message.Message;
import dev.backout.message.Message.Kind;
import dev.backout.message.MessageSettings;
import dev.backout.message.Subject;
import dev.backout.migration.Migration;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What people elsewhere are told of a deployment: how it ended. There is no journal of it; a
/// channel that fails is told on the screen.
final class DeployMessages implements AutoCloseable {
    private final Shell shell;
    private final Site site;
    private final MessageSettings settings;
    private final List<Channel> channels;
    private @Nullable Broadcast broadcast;

    private DeployMessages(
            Shell shell, Site site, MessageSettings settings, List<Channel> channels) {
        this.shell = shell;
        this.site = site;
        this.settings = settings;
        this.channels = channels;
    }

    /// Finds out who is to be told.
    ///
    /// @param silent who is to be told
    /// @param print prints a message where standard output is a channel
    /// @throws BackoutException `configuration-invalid` when a reference has nothing behind it
    static DeployMessages open(
            Shell shell, Choices choices, Site site, SilentOption silent, Consumer<Message> print) {
        MessageSettings settings = silent.settings(choices, site);
        return new DeployMessages(
                shell, site, settings, new MessageChannels(choices, print).open(settings));
    }

    /// These are going to be applied.
    void about(List<Migration> migrations) {
        broadcast =
                new Broadcast(
                        channels,
                        new MessageJournal(shell, site, () -> ""),
                        settings.every(),
                        subject(migrations));
    }

    private Subject subject(List<Migration> migrations) {
        return new Subject(
                "deploying "
                        + migrations.stream()
                                .map(Migration::name)
                                .collect(Collectors.joining(", ")),
                RunSubject.where(site.target()),
                Operator.of(shell.environment()).text(),
                Instant.now(),
                null,
                false,
                "",
                List.of(),
                "",
                "",
                "");
    }

    /// What would be said; nothing where nobody is told.
    List<MessagePreview.Shown> preview(List<Migration> migrations) {
        return new MessagePreview(channels, subject(migrations), MessagePreview.Work.DEPLOY)
                .shown();
    }

    /// It is applied, and what was asked afterwards said yes.
    void done(DeployReport report) {
        long kept = report.applied().stream().mapToLong(one -> one.kept().size()).sum();
        say(
                Kind.DONE,
                "DEPLOYED",
                "%s applied, %s kept in the vault"
                        .formatted(
                                Counted.of(report.applied().size(), "migration"),
                                Counted.of(kept, "capture")),
                report.applied().isEmpty() ? "" : "to back out: " + way(report.applied()));
    }

    /// It is not, or what was asked afterwards said no.
    void failed(BackoutException failure) {
        boolean waits = failure.code().exit() == ExitCode.WAITING;
        say(
                waits ? Kind.WAITING : Kind.FAILED,
                waits ? "WAITS FOR A PERSON" : "STOPPED",
                String.valueOf(failure.getMessage()),
                String.join("; ", failure.hints()));
    }

    private static String way(List<Applied> applied) {
        return applied.size() == 1 ? "backout plan" : "backout plan --last " + applied.size();
    }

    private void say(Kind kind, String word, String how, String next) {
        if (broadcast != null) {
            broadcast.say(kind, word, how, next);
        }
    }

    /// Delivers what is left, within a few seconds.
    @Override
    public void close() {
        if (broadcast != null) {
            broadcast.close();
        }
    }
}
