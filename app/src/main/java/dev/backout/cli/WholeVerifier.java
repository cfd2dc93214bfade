package dev.backout.cli;

import dev.backout.check.Checker;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.DatabaseAddress;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.SchemaDump;
import dev.backout.migration.History;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.plan.LiveSchema;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.ObjectKind;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchServer;
import dev.backout.status.Drift;
import dev.backout.status.DriftFinder;
import dev.backout.status.ExpectedSchemas;
import dev.backout.verify.Checked;
import dev.backout.verify.Checked.Kind;
import dev.backout.verify.Outcome;
import dev.backout.verify.SchemaText;

import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// Compares the whole live schema with what the migrations of the history lead to: by our reader of
/// catalogs, and by the text of pg_dump, a judge that shares nothing with it.
record WholeVerifier(Shell shell, Choices choices, Site site, Verifier.Extent extent) {
    /// The whole schema against what the migrations that the history names lead to.
    List<Checked> compared(Connection connection) {
        if (!extent.drift()) {
            return List.of(new Checked(Kind.WHOLE, "", new Outcome.NotCompared("asked not to")));
        }
        if (site.project() == null
                || !extent.gitRef().given() && !Files.isDirectory(site.project().migrations())) {
            return List.of(
                    new Checked(
                            Kind.WHOLE,
                            "",
                            new Outcome.NotCompared("the migrations are not at hand")));
        }
        Configuration configuration = Configuration.read(choices);
        History history = site.tool().history(connection);
        LiveSchema live =
                LiveSchema.read(
                        connection,
                        history.table(),
                        site.target().recordSchema(),
                        Verifier.LOCK_PATIENCE);
        MigrationDirectory directory = site.tool().read(extent.gitRef().source(configuration));
        List<Checked> all = new ArrayList<>();
        all.add(new Checked(Kind.WHOLE, "", drift(configuration, live, history, directory)));
        if (extent.dump()) {
            all.add(new Checked(Kind.DUMP, "", dumped(live, history, directory)));
        }
        return all;
    }

    private static Outcome drift(
            Configuration configuration,
            LiveSchema live,
            History history,
            MigrationDirectory directory) {
        ExpectedSchemas kept =
                new ExpectedSchemas(ScratchPlaces.standard().cache().resolve("schemas"));
        Drift drift;
        try (LazyScratch scratch = new LazyScratch(configuration)) {
            drift = new DriftFinder(scratch, kept, Version.text()).find(live, history, directory);
        }
        return switch (drift) {
            case Drift.None _ ->
                    new Outcome.Good("the schema is what the migrations of the history lead to");
            case Drift.Found(List<String> differences) ->
                    new Outcome.Wrong(
                            "the schema is not what the migrations of the history lead to",
                            differences);
            case Drift.NotCompared(String reason) -> new Outcome.NotCompared(reason);
        };
    }

    /// @param live the live schema; its server, owner and roles matter
    private Outcome dumped(LiveSchema live, History history, MigrationDirectory directory) {
        List<Subject> applied = new ArrayList<>();
        for (String name : history.applied()) {
            Migration migration = directory.named(name);
            if (migration == null) {
                return new Outcome.NotCompared("migration %s is missing on disk".formatted(name));
            }
            applied.add(Checker.subject(migration));
        }
        try {
            List<String> schemas = schemas(live);
            SchemaText found = text(site.target().address(), live.major(), schemas);
            List<String> differences = found.differences(expected(live, applied, schemas));
            return differences.isEmpty()
                    ? new Outcome.Good("pg_dump prints what it prints of the migrations alone")
                    : new Outcome.Wrong(
                            "pg_dump does not print what it prints of the migrations alone",
                            differences);
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.BACKUP_UNAVAILABLE || e.code() == ErrorCode.BACKUP_FAILED) {
                return new Outcome.NotCompared(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private SchemaText expected(LiveSchema live, List<Subject> applied, List<String> schemas) {
        try (ScratchServer server = ScratchStart.start(Configuration.read(choices), live.major());
                Replica replica = new Replica(server, live.scratchOptions())) {
            new Prover(replica, new PostgresDdl(DdlOptions.PLAIN)).follow(applied);
            return text(replica.address(), server.major(), schemas);
        }
    }

    /// On a platform only the application's schemas: what else is there is the service's.
    private static List<String> schemas(LiveSchema live) {
        return live.platform().none()
                ? List.of()
                : live.application().entries().stream()
                        .filter(entry -> entry.address().kind() == ObjectKind.SCHEMA)
                        .map(entry -> entry.address().name())
                        .toList();
    }

    private SchemaText text(DatabaseAddress address, int major, List<String> schemas) {
        return SchemaText.of(
                new SchemaDump(Configuration.backupSettings(choices), shell.environment())
                        .text(
                                address,
                                major,
                                site.target().recordSchema(),
                                site.tool().relations(),
                                schemas));
    }
}
