package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.migration.Migration;
import dev.backout.observe.MigrationScript;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Stations;
import dev.backout.proof.Subject;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Finds out how far a file got that failed, by running it on a replica of the history. For one
/// thread.
final class FailedFinder {
    private final FailedMigration failed;
    private final List<Subject> base;
    private final LiveSchema live;
    private final ScratchServer server;
    private final ScratchOptions scratch;
    private final Ddl ddl;
    private final PlanDraft draft;

    /// @param base the other migrations that are applied and at hand
    /// @param draft gets notes
    FailedFinder(
            FailedMigration failed,
            List<Subject> base,
            LiveSchema live,
            ScratchServer server,
            ScratchOptions scratch,
            Ddl ddl,
            PlanDraft draft) {
        this.failed = failed;
        this.base = base;
        this.live = live;
        this.server = server;
        this.scratch = scratch;
        this.ddl = ddl;
        this.draft = draft;
    }

    /// What a replica told.
    ///
    /// @param stations null when the file that failed is not at hand
    record Findings(
            Progress progress,
            Snapshot live,
            @Nullable MigrationScript script,
            @Nullable Stations stations,
            @Nullable ProgressFinder finder) {}

    /// Finds it out.
    Findings find() {
        Migration migration = failed.migration();
        try (Replica replica = new Replica(server, scratch)) {
            new Prover(replica, ddl)
                    .replay(base)
                    .forEach((name, broken) ->
                            draft.note(
                                    "migration %s does not run on a scratch database: %s"
                                            .formatted(name, broken.message())));
            if (migration == null || failed.edited()) {
                Snapshot aligned = Surroundings.aligned(live.snapshot(), replica.catalog());
                return new Findings(
                        byWholeSchema(replica.catalog(), aligned), aligned, null, null, null);
            }
            String sql = migration.script().text();
            MigrationScript script = MigrationScript.of(sql);
            Stations stations = stations(replica, script);
            Snapshot aligned = Surroundings.aligned(live.snapshot(), stations.states().getLast());
            ProgressFinder finder = new ProgressFinder(script, stations, aligned);
            boolean toldWhy = failed.row().logs() != null && failed.row().steps() == 0;
            return new Findings(finder.find(toldWhy), aligned, script, stations, finder);
        }
    }

    /// What needs a superuser's help runs only when the whole file was tried once.
    private Stations stations(Replica replica, MigrationScript script) {
        Stations stations = replica.stations(script.text());
        if (stations.statements().size() == script.work().size()) {
            return stations;
        }
        replica.restore();
        Subject whole = new Subject(failed.name(), script.text(), null);
        String broken = new Prover(replica, ddl).broken(whole);
        if (broken != null) {
            draft.note("the file fails on a scratch database, too: " + broken);
        }
        replica.restore();
        return broken == null ? replica.stations(script.text()) : stations;
    }

    /// When the file that failed is not at hand, only a schema without any difference tells that
    /// nothing of it is left.
    private static Progress byWholeSchema(Snapshot before, Snapshot live) {
        List<Change> differences = SchemaDiff.byName(before, live);
        return differences.isEmpty()
                ? new Progress.Nothing(List.of())
                : new Progress.Unknown(
                        0, 0, ChangeText.differences(differences).stream().limit(8).toList());
    }
}
