package dev.backout.integration.pgdump;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupIds;
import dev.backout.backup.BackupPlan;
import dev.backout.backup.BackupProbe;
import dev.backout.backup.BackupWay;
import dev.backout.backup.ReferenceState;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The step of a run that takes its backup. The run's id is part of the backup's name, so that
/// whoever resumes the run finds it.
///
/// @param backups takes it
/// @param address the database
public record BackupWork(Backups backups, DatabaseAddress address) implements OutsideWork {
    private static final String KIND = "backup";
    private static final String WHOLE = "pg_dump";
    private static final String TABLES = "tables";
    private static final String SNAPSHOT = "snapshot";
    private static final String REFERENCE = "reference";
    private static final String NONE = "none";

    /// The step that a run begins with.
    public static Step.Outside step(BackupPlan plan) {
        String title =
                switch (plan.way()) {
                    case BackupWay.WholeDump _, BackupWay.TablesDump _, BackupWay.Snapshot _ ->
                            "take " + plan.what();
                    case BackupWay.Reference reference ->
                            "rely on %s for a backup".formatted(reference.name());
                    case BackupWay.None none -> "go without a backup: " + none.reason();
                };
        return new Step.Outside(KIND, title, arguments(plan.way()));
    }

    /// What one would fall back on after such a step, for people: the backup's name, or why there
    /// is none; empty for a step of another kind.
    ///
    /// @param database its name
    /// @param run the run's id
    public static String fallback(Step.Outside step, String database, String run) {
        return step.kind().equals(KIND)
                ? switch (way(step.arguments())) {
                    case BackupWay.WholeDump _, BackupWay.TablesDump _, BackupWay.Snapshot _ ->
                            BackupIds.of(database, run);
                    case BackupWay.Reference reference -> reference.name();
                    case BackupWay.None none -> "none: " + none.reason();
                }
                : "";
    }

    /// Whether a step is about a backup and takes none, which takes no time.
    public static boolean takesNone(Step.Outside step) {
        return step.kind().equals(KIND)
                && switch (way(step.arguments())) {
                    case BackupWay.WholeDump _, BackupWay.TablesDump _, BackupWay.Snapshot _ ->
                            false;
                    case BackupWay.Reference _, BackupWay.None _ -> true;
                };
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Probe probe(Step.Outside step, String run) {
        String id = id(run);
        return switch (backups.probe(id)) {
            case BackupProbe.Complete complete -> new Probe.Happened(text(complete.backup()));
            case BackupProbe.Partial partial ->
                    new Probe.NotHappened("backup %s: %s".formatted(id, partial.why()));
            case BackupProbe.Absent _ ->
                    new Probe.NotHappened(
                            "there is no backup %s in %s on this machine"
                                    .formatted(id, backups.folder().path()));
        };
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        return text(
                backups.take(
                        id(run),
                        way(step.arguments()),
                        address,
                        far -> diary.progress(far.text())));
    }

    /// A backup stays: it may be what is needed next.
    @Override
    public Undone undo(Step.Outside step, String run) {
        return switch (way(step.arguments())) {
            case BackupWay.WholeDump _, BackupWay.TablesDump _, BackupWay.Snapshot _ ->
                    new Undone(false, "the backup %s stays".formatted(id(run)));
            case BackupWay.Reference _, BackupWay.None _ -> new Undone(true, "nothing was taken");
        };
    }

    private String id(String run) {
        return BackupIds.of(address.database(), run);
    }

    private static String text(Backup backup) {
        return String.join("; ", backup.lines());
    }

    private static List<String> arguments(BackupWay way) {
        return switch (way) {
            case BackupWay.WholeDump _ -> List.of(WHOLE);
            case BackupWay.TablesDump dump -> {
                List<String> arguments = new ArrayList<>(List.of(TABLES));
                for (TableName table : dump.tables()) {
                    arguments.add(table.schema());
                    arguments.add(table.table());
                }
                yield arguments;
            }
            case BackupWay.Snapshot snapshot -> List.of(SNAPSHOT, snapshot.command());
            case BackupWay.Reference(String name, ReferenceState.Verified state) ->
                    List.of(REFERENCE, name, state.reachesTo().toString());
            case BackupWay.Reference(String name, ReferenceState.Unverified state) ->
                    List.of(REFERENCE, name, "", state.why());
            case BackupWay.None none -> List.of(NONE, none.reason());
        };
    }

    private static BackupWay way(List<String> arguments) {
        return switch (arguments.getFirst()) {
            case WHOLE -> new BackupWay.WholeDump();
            case TABLES -> {
                List<TableName> tables = new ArrayList<>();
                for (int at = 1; at + 1 < arguments.size(); at += 2) {
                    tables.add(new TableName(arguments.get(at), arguments.get(at + 1)));
                }
                yield new BackupWay.TablesDump(tables);
            }
            case SNAPSHOT -> new BackupWay.Snapshot(arguments.get(1));
            case REFERENCE ->
                    new BackupWay.Reference(
                            arguments.get(1),
                            arguments.get(2).isEmpty()
                                    ? new ReferenceState.Unverified(arguments.get(3))
                                    : new ReferenceState.Verified(Instant.parse(arguments.get(2))));
            case NONE -> new BackupWay.None(arguments.get(1));
            default ->
                    throw BackoutException.of(
                            ErrorCode.JOURNAL_INVALID,
                            "the run takes a backup by \"%s\", which this Backout cannot do"
                                    .formatted(arguments.getFirst()),
                            "use the Backout that began the run");
        };
    }
}
