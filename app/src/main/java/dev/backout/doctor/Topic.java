package dev.backout.doctor;

import java.util.Locale;

/// What findings are about, in the order in which they are told. The ids are stable: scripts may
/// match them. `docs/doctor.md` has a section for each, which a test checks.
public enum Topic {
    JAVA,
    GIT,
    SCRATCH_SERVER,
    DISK_SPACE,
    BACKUP_TOOL,
    BACKUPS,
    PROJECT,
    MIGRATIONS,
    PRISMA_CLI,
    PRISMA_LOCK,
    NODE_PG_MIGRATE,
    DATABASE,
    SERVER_VERSION,
    IDENTITY,
    POOLER,
    PLATFORM,
    ENCRYPTION,
    CLOCK,
    TIME_ZONE,
    STANDBY,
    READ_ONLY,
    TIMEOUTS,
    CONNECTIONS,
    DEPLOYMENT,
    LONG_TRANSACTIONS,
    PREPARED_TRANSACTIONS,
    REPLICAS,
    SYNCHRONOUS_STANDBY,
    REPLICATION_SLOTS,
    LOGICAL_REPLICATION,
    OWNERSHIP,
    RECORD_RIGHTS,
    HISTORY_RIGHTS,
    MONITORING,
    SIGNALLING,
    HISTORY_TABLE,
    FAILED_MIGRATION,
    HISTORY_ROWS,
    MISSING_MIGRATION,
    EDITED_MIGRATION,
    RECORD_SCHEMA,
    UNFINISHED_RUN,
    BARS,
    WARM_COPY,
    EXTENSIONS,
    INVALID_INDEX,
    UNVALIDATED_CONSTRAINT,
    DISABLED_TRIGGER,
    EVENT_TRIGGER,
    SEQUENCE,
    SERVER_DISK;

    /// The id: `invalid-index`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
