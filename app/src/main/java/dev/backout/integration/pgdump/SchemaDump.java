package dev.backout.integration.pgdump;

import dev.backout.backup.BackupSettings;
import dev.backout.catalog.OwnSchema;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The text of a schema by pg_dump, without owners and privileges and without what is not the
/// application's. For one thread.
public final class SchemaDump {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

    private final BackupSettings settings;
    private final Map<String, String> environment;

    /// @param environment the environment variables of this process
    public SchemaDump(BackupSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
    }

    /// What pg_dump prints.
    ///
    /// @param serverMajor the server's major version
    /// @param records the schema of Backout's records, which is left out
    /// @param history what is the migration tool's, as SQL, which is left out
    /// @param schemas those that matter, unquoted; none for all
    /// @throws BackoutException `backup-unavailable` when no pg_dump fits, `backup-failed`
    public String text(
            DatabaseAddress address,
            int serverMajor,
            String records,
            List<String> history,
            List<String> schemas) {
        PgTool tool = new PgToolFinder(settings.pgDump(), environment).find(serverMajor);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                tool.program().toString(),
                                "--no-password",
                                "--schema-only",
                                "--no-owner",
                                "--no-privileges",
                                "--no-tablespaces",
                                "--no-subscriptions",
                                "--no-security-labels",
                                "--lock-wait-timeout=" + LOCK_PATIENCE.toMillis(),
                                "--exclude-schema=" + quoted(records),
                                "--exclude-schema=" + OwnSchema.SCRATCH));
        schemas.forEach(schema -> command.add("--schema=" + quoted(schema)));
        history.forEach(relation -> command.add("--exclude-table=" + relation));
        ChildProcess.Output output =
                ChildProcess.output(
                        command, ClientEnvironment.of(address, environment, tool.major()));
        if (output.status() != 0) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_FAILED,
                    "pg_dump said: " + output.errors().lines().findFirst().orElse("nothing"));
        }
        return output.text();
    }

    private static String quoted(String schema) {
        return "\"%s\"".formatted(schema.replace("\"", "\"\""));
    }
}
