package dev.backout.status;

import dev.backout.check.Checker;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.migration.History;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.plan.LiveSchema;
import dev.backout.platform.Boundary;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.Entry;
import dev.backout.schema.Extension;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares a live schema with what the applied migrations make of an empty database. The history
/// is replayed on a scratch database once; afterwards its result is known from disk. For one
/// thread.
public final class DriftFinder {
    private final ScratchSource servers;
    private final ExpectedSchemas kept;
    private final String engine;

    /// @param servers gives a scratch server; asked only when it is needed
    /// @param kept the results of earlier replays
    /// @param engine the version of Backout: another one may read catalogs otherwise
    public DriftFinder(ScratchSource servers, ExpectedSchemas kept, String engine) {
        this.servers = servers;
        this.kept = kept;
        this.engine = engine;
    }

    /// Compares.
    public Drift find(LiveSchema live, History history, MigrationDirectory directory) {
        List<Migration> applied = new ArrayList<>();
        Map<String, Migration> scripts = directory.byName();
        for (String name : history.applied()) {
            Migration migration = scripts.get(name);
            if (migration == null) {
                return new Drift.NotCompared("migration %s is missing on disk".formatted(name));
            }
            applied.add(migration);
        }
        String circumstances =
                "%s %d %s %s %s %s %s"
                        .formatted(
                                engine,
                                live.major(),
                                live.owner(),
                                live.zone().name(),
                                live.otherRoles(),
                                live.extensions(),
                                live.platform().setup().hashCode());
        String key =
                ExpectedSchemas.key(
                        circumstances, applied.stream().map(Migration::checksum).toList());
        List<String> differences = differences(live, applied, key);
        return differences.isEmpty() ? new Drift.None() : new Drift.Found(differences);
    }

    private List<String> differences(LiveSchema live, List<Migration> applied, String key) {
        ExpectedSchema known = kept.find(key);
        try {
            if (known != null) {
                return known.differences(comparable(live.application()));
            }
        } catch (IOException e) {
            // Damaged: made anew, as if there was none.
        }
        ExpectedSchema made = replayed(live, applied);
        kept.put(key, made);
        try {
            return made.differences(comparable(live.application()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExpectedSchema replayed(LiveSchema live, List<Migration> applied) {
        List<Subject> subjects = applied.stream().map(Checker::subject).toList();
        ScratchOptions options = live.scratchOptions();
        List<String> files = subjects.stream().map(Subject::sql).toList();
        servers.expect(live.major(), Prefixes.of(files));
        ScratchServer server = servers.server(live.major(), options);
        try (Replica replica = new Replica(server, options, null, files)) {
            new Prover(replica, new PostgresDdl(DdlOptions.PLAIN)).begin(subjects);
            return ExpectedSchema.of(comparable(Boundary.application(replica.catalog())));
        }
    }

    /// Who owns what belongs to an extension, and so what a history that grants it comes to,
    /// depends on the rights of who ran it: no scratch database tells.
    private static Snapshot comparable(Snapshot snapshot) {
        List<Unit> fresh = new ArrayList<>();
        for (Unit unit : snapshot.units().values()) {
            Entry root = unit.entries().getFirst();
            if (root.object() instanceof Extension extension && !extension.members().isEmpty()) {
                fresh.add(
                        new Unit(
                                unit.root(),
                                List.of(new Entry(root.id(), extension.withMembers(List.of()))),
                                unit.dependencies()));
            }
        }
        return fresh.isEmpty() ? snapshot : snapshot.with(List.of(), fresh);
    }
}
