package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Doors;
import dev.backout.journal.Journal;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.Step;
import dev.backout.message.Broadcast;
import dev.backout.message.Channel;
import dev.backout.message.Message;
import dev.backout.message.Message.Kind;
import dev.backout.message.MessageSettings;
import dev.backout.message.Subject;
import dev.backout.owners.Owners;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.AbortReport;
import dev.backout.run.Blocker;
import dev.backout.run.RunEvent;
import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What people elsewhere are told of a run: by the channels of backout.yaml, and by the names of
/// those who own its tables. Events may come from several threads.
final class RunMessages implements AutoCloseable {
    private static final int MOST_HINTS = 3;
    private static final String MAINTENANCE = "MAINTENANCE";

    private final Shell shell;
    private final Site site;
    private final Owners owners;
    private final MessageSettings settings;
    private final List<Channel> channels;
    private final RunSubject subjects;
    private final Standing standing = new Standing();
    private volatile List<NumberedStep> steps = List.of();
    private volatile List<String> called = List.of();
    private volatile String doing = "";
    private volatile String emergency = "";
    private volatile @Nullable Broadcast broadcast;

    private RunMessages(
            Shell shell,
            Site site,
            Owners owners,
            MessageSettings settings,
            List<Channel> channels) {
        this.shell = shell;
        this.site = site;
        this.owners = owners;
        this.settings = settings;
        this.channels = channels;
        this.subjects = new RunSubject(site.target(), Operator.of(shell.environment()), settings);
    }

    /// Finds out who is to be told.
    ///
    /// @param silent who is to be told
    /// @param print prints a message where standard output is a channel
    /// @throws BackoutException `configuration-invalid` when a reference has nothing behind it
    static RunMessages open(
            Shell shell, Choices choices, Site site, SilentOption silent, Consumer<Message> print) {
        MessageSettings settings = silent.settings(choices, site);
        return new RunMessages(
                shell,
                site,
                Configuration.owners(choices),
                settings,
                new MessageChannels(choices, print).open(settings));
    }

    /// Takes the place of a run's listener: it is told everything, and people what matters.
    Consumer<RunEvent> beside(Consumer<RunEvent> listener) {
        return event -> {
            listener.accept(event);
            hear(event);
        };
    }

    /// A new run is going to begin.
    ///
    /// @param planned its steps
    void about(Plan plan, List<NumberedStep> planned, @Nullable String incident) {
        close();
        steps = List.copyOf(planned);
        standing.about(steps);
        called = owners.lines(plan.locks().stream().map(PlannedLock::table).distinct().toList());
        broadcast =
                new Broadcast(
                        channels,
                        new MessageJournal(shell, site, this::run),
                        settings.every(),
                        subjects.before(plan, steps, called, incident));
    }

    /// A run that somebody began is taken up.
    ///
    /// @param id the run's id, or the beginning of it
    void about(String id) {
        RunRecords runs = new RunRecords(site.records());
        try (Connection connection = site.connect()) {
            RunRecord record = runs.find(connection, id);
            List<NumberedStep> laidDown = runs.steps(connection, record.id());
            about(
                    PlanFiles.parse(runs.plan(connection, record.id())).plan(),
                    laidDown,
                    record.incident());
            standing.shut(Doors.of(new Journal(site.records()), connection, record.id(), laidDown));
            identify(record.id(), record.began());
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    /// It goes on without words that are asked for.
    void emergency(String why) {
        emergency = why;
    }

    /// Somebody gives the run up.
    void aborting() {
        standing.givingUp();
        say(Kind.RESUMED, "GIVING UP", "its steps are being undone, by " + who(), "");
    }

    /// What was shut is open, by hand.
    void opened(List<String> what) {
        say(Kind.WRITES_RESUMED, "OPENED BY HAND", String.join("; ", what), "");
    }

    /// Does the work; when it fails, people are told, and the failure names whose tables they are.
    <T> T telling(Supplier<T> work) {
        try (Farewell _ = new Farewell(shell.err(), () -> standing.lastWords(run()))) {
            return work.get();
        } catch (BackoutException e) {
            throw failed(e);
        }
    }

    /// The run has ended.
    void done(RunReport report) {
        boolean right = report.deviations().isEmpty();
        List<String> next = new RunNext(shell, site).steps(report);
        say(
                right ? Kind.DONE : Kind.FAILED,
                right ? "DONE" : "DONE, BUT NOT AS IT HAS TO BE",
                right
                        ? "%s; schema and history are as the plan says"
                                .formatted(Counted.of(report.statements(), "statement"))
                        : String.join("; ", report.deviations()),
                next.isEmpty() ? "" : next.getFirst());
    }

    /// The run was given up.
    void done(AbortReport report) {
        List<String> how = new ArrayList<>();
        report.undone().forEach(title -> how.add("undone: " + title));
        report.kept().forEach(title -> how.add("stays: " + title));
        say(
                Kind.ABORTED,
                "GIVEN UP",
                how.isEmpty() ? "nothing was done, so nothing was undone" : String.join("; ", how),
                "");
    }

    /// What would be said; nothing where nobody is told.
    List<MessagePreview.Shown> preview(MessagePreview.Work work) {
        Broadcast told = broadcast;
        if (told == null) {
            return List.of();
        }
        Subject subject = told.subject();
        return new MessagePreview(
                        channels,
                        subject.run().isEmpty()
                                ? subjects.identified(subject, steps, "RUN", Instant.now())
                                : subject,
                        work)
                .shown();
    }

    /// What users would be told before it begins, by the channels that want it.
    List<MessagePreview.Shown> announcement(Plan plan, String when) {
        List<String> names =
                channels.stream()
                        .filter(one -> one.wants(Kind.ANNOUNCED))
                        .map(Channel::name)
                        .toList();
        Broadcast told = broadcast;
        return names.isEmpty() || told == null
                ? List.of()
                : List.of(
                        new MessagePreview.Shown(
                                told.subject()
                                        .message(
                                                Kind.ANNOUNCED,
                                                Broadcast.title(told.subject(), MAINTENANCE),
                                                effect(plan),
                                                when),
                                names));
    }

    /// Tells them.
    void announce(Plan plan, String when) {
        say(Kind.ANNOUNCED, MAINTENANCE, effect(plan), when);
    }

    private static String effect(Plan plan) {
        return plan.locks().isEmpty()
                ? "no table is locked"
                : plan.locks().stream().map(PlanText::lock).collect(Collectors.joining("; "));
    }

    private void hear(RunEvent event) {
        standing.hear(event);
        switch (event) {
            case RunEvent.RunBegins(String run, boolean resumed) -> begins(run, resumed);
            case RunEvent.StepBegins(NumberedStep step) -> {
                doing = step.text();
                stands(doing);
            }
            case RunEvent.StepDone(NumberedStep step) -> stepped(step);
            case RunEvent.Opened(NumberedStep opened) ->
                    say(Kind.WRITES_RESUMED, "OPEN AGAIN", "undone: " + opened.step().title(), "");
            case RunEvent.Blocked(List<Blocker> blockers) ->
                    stands("%s; it waits behind %s".formatted(doing, Blocker.text(blockers)));
            case RunEvent.Committed _ ->
                    say(Kind.COMMITTED, "COMMITTED", "the database has changed", "");
            case RunEvent.Progress _,
                    RunEvent.Began _,
                    RunEvent.Executing _,
                    RunEvent.Terminated _,
                    RunEvent.WillRetry _,
                    RunEvent.Diagnosed _ -> {}
        }
    }

    private void begins(String run, boolean resumed) {
        if (run().isEmpty()) {
            identify(run, Instant.now());
        }
        if (!emergency.isEmpty()) {
            say(Kind.EMERGENCY, "EMERGENCY", emergency, "");
        }
        if (resumed) {
            say(Kind.RESUMED, "GOES ON", "resumed by " + who(), "");
        } else {
            say(Kind.STARTED, "BEGUN", "", "");
        }
    }

    private void stepped(NumberedStep done) {
        if (standing.shuts(done)) {
            say(Kind.WRITES_PAUSED, "SHUT", done.step().title(), "");
        } else if (done.step() instanceof Step.Opening) {
            say(Kind.WRITES_RESUMED, "OPEN", done.step().title(), "");
        }
    }

    private BackoutException failed(BackoutException failure) {
        if (run().isEmpty()) {
            return failure;
        }
        List<String> hints = new ArrayList<>(failure.hints());
        boolean waits = failure.code().exit() == ExitCode.WAITING;
        // Whoever took the run over tells of it.
        if (failure.code() != ErrorCode.LEASE_LOST) {
            say(
                    waits ? Kind.WAITING : Kind.FAILED,
                    waits ? "WAITS FOR A PERSON" : "STOPPED",
                    String.valueOf(failure.getMessage()),
                    String.join(
                            "; ",
                            hints.subList(Math.max(0, hints.size() - MOST_HINTS), hints.size())));
        }
        called.forEach(line -> hints.add("owner of " + line));
        return new BackoutException(
                failure.code(), String.valueOf(failure.getMessage()), hints, failure);
    }

    private String who() {
        return subjects.who().text();
    }

    private String run() {
        Broadcast told = broadcast;
        return told == null ? "" : told.subject().run();
    }

    private void identify(String run, Instant began) {
        Broadcast told = broadcast;
        if (told != null) {
            told.about(subjects.identified(told.subject(), steps, run, began));
        }
    }

    private void stands(String text) {
        Broadcast told = broadcast;
        if (told != null) {
            told.stands(text);
        }
    }

    private void say(Kind kind, String word, String how, String next) {
        Broadcast told = broadcast;
        if (told != null) {
            told.say(kind, word, how, next);
        }
    }

    /// Delivers what is left, within a few seconds.
    @Override
    public void close() {
        Broadcast told = broadcast;
        if (told != null) {
            told.close();
        }
    }
}
