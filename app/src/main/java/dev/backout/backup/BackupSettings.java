package dev.backout.backup;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/// The `backup` block of `backout.yaml`, and what the policy demands of backups.
///
/// @param pgDump the pg_dump to use, or null: the fitting one that is found
/// @param folder where dumps go, absolute, or null: the user's state directory
/// @param insideProject whether the folder may lie in a git work tree or a CI workspace
/// @param jobs how many connections a dump and a restore take; more than one asks for the directory
///   format
/// @param wholeUpTo up to how many bytes of tables the whole database is dumped by default
/// @param lockTimeout how long a dump waits for its locks, which only a strong lock holds up
/// @param nightly a folder or a glob with dumps that others take, or null
/// @param reference the name of a snapshot or of a point-in-time recovery that others keep, or null
/// @param referenceCheck the command that tells whether it is there and until when it reaches, or
///   null
/// @param rto how long a restore may take, or null
/// @param rpo how old the newest backup may be, or null
/// @param required whether the policy forbids a run without a backup
public record BackupSettings(
        @Nullable Path pgDump,
        @Nullable Path folder,
        boolean insideProject,
        int jobs,
        long wholeUpTo,
        Duration lockTimeout,
        @Nullable String nightly,
        @Nullable String reference,
        @Nullable String referenceCheck,
        @Nullable Duration rto,
        @Nullable Duration rpo,
        boolean required) {
    /// About five minutes at the 30 to 40 MB/s that one core dumps with compression.
    public static final long WHOLE_UP_TO = 10L << 30;

    /// A dump waits behind ACCESS EXCLUSIVE only, and nobody but such a lock waits behind it.
    public static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    /// What holds without a `backup` block.
    public static final BackupSettings DEFAULT =
            new BackupSettings(
                    null,
                    null,
                    false,
                    1,
                    WHOLE_UP_TO,
                    LOCK_TIMEOUT,
                    null,
                    null,
                    null,
                    null,
                    null,
                    false);

    /// Refuses what nobody can mean.
    public BackupSettings {
        if (jobs < 1 || wholeUpTo < 0) {
            throw new IllegalArgumentException("jobs %d, wholeUpTo %d".formatted(jobs, wholeUpTo));
        }
    }

    /// The same with another folder.
    public BackupSettings withFolder(Path other) {
        return with(pgDump, other, jobs);
    }

    /// The same with another number of connections.
    public BackupSettings withJobs(int number) {
        return with(pgDump, folder, number);
    }

    /// The same with another pg_dump.
    public BackupSettings withPgDump(Path program) {
        return with(program, folder, jobs);
    }

    private BackupSettings with(@Nullable Path program, @Nullable Path other, int number) {
        return new BackupSettings(
                program,
                other,
                insideProject,
                number,
                wholeUpTo,
                lockTimeout,
                nightly,
                reference,
                referenceCheck,
                rto,
                rpo,
                required);
    }
}
