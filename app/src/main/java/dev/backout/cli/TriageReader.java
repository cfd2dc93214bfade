package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.doctor.Doctor;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.doctor.live.LiveDatabase;
import dev.backout.doctor.live.LiveExaminations;
import dev.backout.error.BackoutException;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationStatus;
import dev.backout.migration.StatusReader;
import dev.backout.proofs.AppliedScripts;
import dev.backout.run.InverseStore;
import dev.backout.run.ShutDoors;
import dev.backout.schema.Address;
import dev.backout.status.StatusFailure;
import dev.backout.status.WayBack;
import dev.backout.status.WaysBack;
import dev.backout.triage.AffectedTable;
import dev.backout.triage.LiveReader;
import dev.backout.triage.LiveSession;
import dev.backout.triage.QueryLoad;
import dev.backout.triage.Questions;
import dev.backout.triage.Suspect;
import dev.backout.triage.TriageReport;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Collects what `triage` says, within its time. For one thread, once.
final class TriageReader {
    /// Of the three seconds that the command may take; the rest is its start and the disk.
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Duration CONNECTING = Duration.ofMillis(1200);
    private static final int MOST_SUSPECTS = 3;

    private final Shell shell;
    private final Choices choices;
    private final Site site;
    private final Instant made = Instant.now();
    private final long began = System.nanoTime();
    private final List<String> unread = new CopyOnWriteArrayList<>();
    private boolean answered;

    TriageReader(Shell shell, Choices choices, Site site) {
        this.shell = shell;
        this.choices = choices;
        this.site = site;
    }

    /// Whether the database answered.
    boolean answered() {
        return answered;
    }

    /// All of it.
    ///
    /// @param at when the trouble began, or null
    TriageReport read(@Nullable Instant at) {
        FutureTask<@Nullable MigrationDirectory> directory = background(this::directory);
        FutureTask<Connection> connecting = background(site::connect);
        try (Connection connection = connecting.get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS)) {
            answered = true;
            Questions questions = new Questions(connection, left());
            Live live = live(questions, directory.get(), at);
            unread.addAll(questions.unread());
            return report(live);
        } catch (TimeoutException e) {
            unread.add("the database: no connection within %d ms".formatted(CONNECTING.toMillis()));
        } catch (ExecutionException e) {
            unread.add("the database: " + Objects.requireNonNull(e.getCause()).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            unread.add("the database: the connection broke");
        }
        return report(Live.NOTHING);
    }

    /// What the database told.
    private record Live(
            List<Suspect> suspects,
            List<RunRecord> open,
            List<ShutDoors> shut,
            List<AffectedTable> tables,
            List<LiveSession> sessions,
            List<QueryLoad> queries,
            List<String> server) {
        static final Live NOTHING =
                new Live(
                        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of());
    }

    private Live live(
            Questions questions, @Nullable MigrationDirectory directory, @Nullable Instant at) {
        History history = questions.ask("the history", site.tool()::history);
        LiveReader reader = new LiveReader(questions);
        List<RunRecord> runs =
                or(questions.ask("runs", new RunRecords(site.records())::list), List.of());
        List<ShutDoors> shut =
                or(
                        questions.ask(
                                "what is shut",
                                connection -> ShutDoors.of(connection, site.records())),
                        List.of());
        List<LiveSession> sessions = reader.sessions();
        List<InventoryLine> vault =
                or(
                        questions.ask("the vault", new Inventory(new Vault(site.records()))::all),
                        List.of());
        WaysBack ways = history == null ? null : ways(questions, history, directory);
        List<Suspect> suspects =
                history == null || ways == null
                        ? List.of()
                        : suspects(history, directory, ways, vault, at);
        List<AffectedTable> tables =
                suspects.isEmpty() || ways == null
                        ? List.of()
                        : tables(reader, suspects.getFirst(), directory, ways, vault);
        return new Live(
                suspects,
                runs.stream().filter(run -> run.state().open()).toList(),
                shut,
                tables,
                sessions,
                reader.queries(tables),
                server(questions));
    }

    private WaysBack ways(
            Questions questions, History history, @Nullable MigrationDirectory directory) {
        int major =
                or(
                        questions.ask(
                                "the server's version",
                                connection -> connection.getMetaData().getDatabaseMajorVersion()),
                        0);
        WaysBack ways =
                ProofCache.waysBack(AppliedScripts.of(history, directory, site.tool()), major);
        ways.add(
                or(
                        questions.ask("stored inverses", new InverseStore(site.records())::all),
                        List.of()),
                history);
        return ways;
    }

    /// What failed comes first, then what was applied last, as far as that was before the trouble.
    private List<Suspect> suspects(
            History history,
            @Nullable MigrationDirectory directory,
            WaysBack ways,
            List<InventoryLine> vault,
            @Nullable Instant at) {
        MigrationDirectory known =
                directory == null ? new MigrationDirectory("", List.of(), List.of()) : directory;
        List<MigrationStatus> failed =
                new StatusReader(site.tool())
                        .read(history, known).stream()
                                .filter(one -> one.state() == MigrationStatus.State.FAILED)
                                .toList();
        List<Suspect> suspects = new ArrayList<>();
        for (MigrationStatus one : failed.reversed()) {
            StatusFailure failure = StatusFailure.of(one, false);
            suspects.add(
                    suspect(
                            one.rows().getLast(),
                            "it failed",
                            ways,
                            vault,
                            List.of(failure.error(), failure.explanation())));
        }
        history.rows().stream()
                .filter(row -> row.state() == HistoryRow.State.APPLIED)
                .filter(row -> at == null || !moment(row).isAfter(at))
                .sorted(Comparator.comparing(TriageReader::moment).reversed())
                .limit(MOST_SUSPECTS)
                .forEach(row ->
                        suspects.add(suspect(row, how(suspects, at), ways, vault, List.of())));
        return suspects;
    }

    private static String how(List<Suspect> before, @Nullable Instant at) {
        return before.stream().anyMatch(one -> !one.failed())
                ? "applied"
                : at == null ? "the last that was applied" : "the last that was applied before";
    }

    private static Instant moment(HistoryRow row) {
        Instant finished = row.finishedAt();
        Instant started = row.startedAt();
        return finished != null ? finished : started != null ? started : Instant.EPOCH;
    }

    private static Suspect suspect(
            HistoryRow row,
            String how,
            WaysBack ways,
            List<InventoryLine> vault,
            List<String> notes) {
        WayBack way = ways.of(row.name());
        boolean failed = row.state() == HistoryRow.State.FAILED;
        Instant moment = moment(row);
        return new Suspect(
                row.name(),
                how,
                failed,
                moment.equals(Instant.EPOCH) ? null : moment,
                failed ? "it is told how far it got by backout plan" : way.text(way.major()),
                way.proof().equals("proved"),
                way.data(),
                way.losses(),
                vault.stream()
                        .filter(one -> one.present() && row.name().equals(one.migration()))
                        .map(one -> one.capture().kept().text())
                        .toList(),
                notes.stream().filter(note -> !note.isEmpty()).toList());
    }

    private List<AffectedTable> tables(
            LiveReader reader,
            Suspect suspect,
            @Nullable MigrationDirectory directory,
            WaysBack ways,
            List<InventoryLine> vault) {
        List<String> scripts = new ArrayList<>(ways.sql(suspect.name()));
        Migration migration = directory == null ? null : directory.named(suspect.name());
        if (migration != null) {
            scripts.add(migration.script().text());
        }
        List<Address> kept =
                vault.stream()
                        .filter(one -> suspect.name().equals(one.migration()))
                        .map(one -> one.capture().kept().table().address())
                        .distinct()
                        .toList();
        return reader.tables(
                scripts,
                kept,
                site.target().address().schema(),
                site.target().recordSchema(),
                Configuration.owners(choices));
    }

    private List<String> server(Questions questions) {
        LiveDatabase live =
                questions.ask(
                        "the server's state",
                        connection -> LiveDatabase.of(connection, site.target(), site.tool()));
        if (live == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (live.facts().standby()) {
            lines.add("it is a standby: it takes no writes");
        } else if (live.facts().readOnly()) {
            lines.add("transactions are read-only: default_transaction_read_only is on");
        }
        List<Finding> findings =
                questions.ask(
                        "replicas and prepared transactions",
                        _ -> Doctor.examine(LiveExaminations.urgent(live)));
        if (findings != null) {
            findings.stream()
                    .filter(one -> one.severity() != Severity.OK || one.topic() == Topic.REPLICAS)
                    .forEach(one -> lines.add("%s: %s".formatted(one.topic().id(), one.title())));
        }
        return lines;
    }

    private TriageReport report(Live live) {
        TriageChecklist checklist =
                new TriageChecklist(
                        shell,
                        choices,
                        site,
                        live.suspects().isEmpty() ? null : live.suspects().getFirst(),
                        live.open(),
                        live.shut(),
                        live.tables(),
                        live.sessions(),
                        answered);
        return new TriageReport(
                RunSubject.where(site.target()),
                made,
                Duration.ofNanos(System.nanoTime() - began),
                live.suspects(),
                live.open().stream()
                        .map(run ->
                                "%s is %s, begun by %s; backout resume %1$s goes on, backout abort %1$s gives it up"
                                        .formatted(
                                                run.id(),
                                                run.state().word(),
                                                run.operator().text()))
                        .toList(),
                live.tables(),
                live.sessions(),
                live.queries(),
                live.server(),
                unread,
                checklist.checks(),
                checklist.next());
    }

    private @Nullable MigrationDirectory directory() {
        if (site.project() == null) {
            return null;
        }
        try {
            Configuration configuration = Configuration.read(choices);
            return site.tool().read(configuration.source(null));
        } catch (BackoutException e) {
            unread.add("the migrations directory: " + e.getMessage());
            return null;
        }
    }

    private Duration left() {
        return LIMIT.minusNanos(System.nanoTime() - began);
    }

    private static <T> T or(@Nullable T answer, T otherwise) {
        return answer == null ? otherwise : answer;
    }

    private static <T extends @Nullable Object> FutureTask<T> background(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("backout-triage").start(task);
        return task;
    }
}
