package dev.backout.cli;

import dev.backout.check.Checker;
import dev.backout.check.RollbackFile;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.Observation;
import dev.backout.plan.LiveProver;
import dev.backout.plan.LiveSchema;
import dev.backout.plan.PlanOptions;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Subject;
import dev.backout.records.RecordSchema;
import dev.backout.run.InverseStore;
import dev.backout.run.ShutDoors;
import dev.backout.run.StoredInverse;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.Secrets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `generate --store`: proves the inverse as the live database has the migration, and keeps it
/// there, so that `plan` needs no migrations directory.
final class InverseKeeping {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final boolean dry;
    private final Target target;
    private final MigrationTool tool;

    /// @param dry whether it is only proved, and said what would be kept
    InverseKeeping(Configuration configuration, boolean dry) {
        this.configuration = configuration;
        this.dry = dry;
        this.target = configuration.target();
        this.tool = configuration.tool(target);
    }

    /// Proves and keeps it.
    ///
    /// @throws BackoutException `unproved` when it cannot be, `migration-unknown` when another
    ///   script of that name was applied
    Generated store(MigrationDirectory directory, Migration migration) {
        try (Connection connection = Database.connect(target.address())) {
            if (!dry) {
                ShutDoors.insistOnNone(connection, new RecordSchema(target.recordSchema()));
            }
            History history = tool.history(connection);
            Set<String> checksums = checksums(history, migration);
            LiveSchema live = live();
            try (ScratchServer server = ScratchStart.start(configuration, live.major())) {
                LiveProver.LiveProof found =
                        new LiveProver(server, live, connection, PATIENCE)
                                .prove(earlier(directory, history, migration), subject(migration));
                GenerateCommand.requireProved(found.proof());
                return keep(connection, found, checksums, server.description());
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private Generated keep(
            Connection connection,
            LiveProver.LiveProof found,
            Set<String> checksums,
            String server) {
        MigrationProof proof = found.proof();
        Observation observation = proof.observation();
        DataVerdict data = observation == null ? null : DataVerdict.of(observation);
        if (proof.inverse().stream().anyMatch(one -> Secrets.in(one.sql()))) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "the inverse of %s holds a secret".formatted(proof.name()),
                    "nothing was stored; backout generate %s writes it beside the migration"
                            .formatted(RunText.quoted(proof.name())));
        }
        String sql = RollbackFile.text(proof, data, Version.text(), server);
        InverseStore store = new InverseStore(new RecordSchema(target.recordSchema()));
        for (String checksum : dry ? List.<String>of() : checksums) {
            store.put(
                    connection,
                    new StoredInverse(
                            proof.name(),
                            checksum,
                            sql,
                            Version.text(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            server,
                            found.footprint(),
                            data == null ? "unknown" : data.effect().text(),
                            data == null ? List.of() : objects(data)));
        }
        return new Generated(
                proof.name(),
                dry ? "would store" : "stored",
                "the proved inverse of %s in %s.inverse of %s"
                        .formatted(proof.name(), target.recordSchema(), target.address().place()),
                sql);
    }

    private static List<String> objects(DataVerdict data) {
        return data.losses().stream()
                .map(Loss::object)
                .map(object -> object.text())
                .distinct()
                .toList();
    }

    private LiveSchema live() {
        try (Connection read = Database.connect(target.address())) {
            return LiveSchema.read(
                    read, tool.table(), target.recordSchema(), PlanOptions.LOCK_PATIENCE);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    /// The checksums under which the script was applied, or will be.
    private Set<String> checksums(History history, Migration migration) {
        Set<String> checksums = new LinkedHashSet<>();
        boolean applied = false;
        for (HistoryRow row : history.rowsOf(migration.name())) {
            String checksum = row.checksum();
            if (row.state() == HistoryRow.State.APPLIED && checksum != null) {
                applied = true;
                if (tool.matches(migration.script(), checksum)) {
                    checksums.add(checksum);
                }
            }
        }
        if (applied && checksums.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "%s was edited after it was applied: its inverse would not undo what ran"
                            .formatted(migration.name()),
                    "nothing was stored; read the script that ran: backout generate "
                            + RunText.quoted(migration.name())
                            + " --store --git-ref REF");
        }
        checksums.add(migration.checksum());
        return checksums;
    }

    /// What was applied before it; for one that is not applied yet, what is before it on disk.
    private static List<Subject> earlier(
            MigrationDirectory directory, History history, Migration migration) {
        List<String> applied = history.applied();
        int index = applied.indexOf(migration.name());
        List<Subject> earlier = new ArrayList<>();
        if (index < 0) {
            for (Migration one : directory.migrations()) {
                if (one.name().equals(migration.name())) {
                    return earlier;
                }
                earlier.add(subject(one));
            }
            return earlier;
        }
        for (String name : applied.subList(0, index)) {
            Migration one = directory.named(name);
            if (one == null) {
                throw BackoutException.of(
                        ErrorCode.UNPROVED,
                        "%s was applied before it and is missing on disk".formatted(name),
                        "nothing was stored; read the commit that has it: --git-ref REF");
            }
            earlier.add(subject(one));
        }
        return earlier;
    }

    private static Subject subject(Migration migration) {
        Subject whole = Checker.subject(migration);
        return new Subject(whole.name(), whole.sql(), null);
    }
}
