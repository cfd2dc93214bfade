package dev.backout.config;

import dev.backout.approval.ApprovalRules;
import dev.backout.backup.BackupSettings;
import dev.backout.message.MessageSettings;
import dev.backout.owners.Owners;
import dev.backout.policy.Rules;
import dev.backout.records.RecordSchema;
import dev.backout.run.RunSettings;
import dev.backout.runbook.Runbook;
import dev.backout.verify.SmokeQuery;
import dev.backout.window.Window;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `backout.yaml`, or its defaults.
///
/// @param file where it was read, or null when there is none
/// @param schema the Prisma schema that it names, absolute, or null
/// @param migrations the migrations directory that it names, absolute, or null
/// @param lockTimeout how long a statement of a run waits for a lock
/// @param maxLock how long a way back may hold its locks, or null when it does not say
/// @param environments the databases that it names
/// @param rules what it demands of migrations
/// @param scratch where scratch databases are made
/// @param keptScratch how many bytes of the cache scratch servers may take that have replayed a
///   history
/// @param recordSchema the schema of a database that holds the records of its runs
/// @param publishing whether it is accepted that publications of all tables send what is written
///   there
/// @param backup how backups are taken and checked
/// @param smokeQueries what `verify` asks the database besides
/// @param deploying what `deploy` demands, and how long the vault keeps
/// @param tools which migration tool it is, and how it is used
/// @param owners whose tables are whose
public record Settings(
        @Nullable Path file,
        @Nullable Path schema,
        @Nullable Path migrations,
        Duration lockTimeout,
        @Nullable Duration maxLock,
        Map<String, Environment> environments,
        Rules rules,
        Scratch scratch,
        long keptScratch,
        String recordSchema,
        boolean publishing,
        BackupSettings backup,
        List<SmokeQuery> smokeQueries,
        Deploying deploying,
        ToolSettings tools,
        Owners owners) {
    /// A schema of 2,000 tables takes 5 MB.
    static final long KEPT_SCRATCH = 128L << 20;

    public Settings {
        environments = Map.copyOf(environments);
        smokeQueries = List.copyOf(smokeQueries);
    }

    /// Without a file.
    static Settings defaults() {
        return new Settings(
                null,
                null,
                null,
                RunSettings.LOCK_TIMEOUT,
                null,
                Map.of(),
                Rules.DEFAULT,
                new Scratch.Embedded(),
                KEPT_SCRATCH,
                RecordSchema.USUAL,
                false,
                BackupSettings.DEFAULT,
                List.of(),
                Deploying.DEFAULT,
                ToolSettings.NONE,
                Owners.NONE);
    }

    /// A database with a name.
    ///
    /// @param url as written: a URL, `${env:NAME}` or `${file:PATH}`; not printed
    /// @param production whether mistakes hurt; true unless it says false
    /// @param schema the schema of the database, or null: the URL says it
    /// @param lockTimeout how long a statement waits here, or null: as for all
    /// @param smokeQueries what `verify` asks here, or null: as for all
    /// @param approvals whose word a run needs here
    /// @param messages who is told of runs and deployments here
    /// @param window when runs may begin here, or null: whenever
    /// @param runbook what is done around the database
    public record Environment(
            String name,
            String url,
            boolean production,
            @Nullable String schema,
            @Nullable Duration lockTimeout,
            @Nullable List<SmokeQuery> smokeQueries,
            ApprovalRules approvals,
            MessageSettings messages,
            @Nullable Window window,
            Runbook runbook) {
        @Override
        public String toString() {
            return "Environment[" + name + "]";
        }
    }

    /// Where scratch databases are made.
    public sealed interface Scratch {
        /// PostgreSQL from Backout's own libraries.
        record Embedded() implements Scratch {}

        /// An installed PostgreSQL.
        ///
        /// @param folder the one that holds `initdb` and `postgres`
        record Binaries(Path folder) implements Scratch {}

        /// A server that somebody runs.
        ///
        /// @param url as written; not printed
        record Server(String url) implements Scratch {
            @Override
            public String toString() {
                return "Server[***]";
            }
        }
    }
}
