package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.catalog.CatalogReader;
import dev.backout.catalog.Delta;
import dev.backout.catalog.Mark;
import dev.backout.ddl.Statement;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.InverseFailure;
import dev.backout.inverse.Workbench;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A scratch database whose role may do everything, as some kinds are for superusers only. Reads
/// the catalog in full and incrementally, and wants both to agree.
final class KindBench implements Workbench, AutoCloseable {
    private final ScratchDatabase database;
    private final CatalogReader reader;
    private Snapshot catalog;
    private Mark mark;

    KindBench(ScratchServer server) throws SQLException {
        database = server.create(ScratchOptions.plain().withRoles(List.of("alice", "bob")));
        try (var statement = database.admin().createStatement()) {
            statement.execute("ALTER ROLE " + database.role() + " SUPERUSER");
        }
        database.newSession();
        reader = CatalogReader.on(database.admin(), Duration.ZERO);
        mark = reader.mark();
        catalog = reader.read();
    }

    Snapshot catalog() {
        return catalog;
    }

    Snapshot run(String sql) {
        MessageOutcome outcome = database.run(sql);
        database.reset();
        assertThat(outcome).as(sql).isInstanceOf(MessageOutcome.Completed.class);
        return refresh();
    }

    @Override
    public Snapshot apply(List<Statement> statements) {
        String text =
                statements.stream()
                        .map(Statement::text)
                        .collect(Collectors.joining("\n", "BEGIN;\n", "\nCOMMIT;\n"));
        MessageOutcome outcome = database.run(text);
        database.reset();
        if (outcome instanceof MessageOutcome.Failed failed) {
            throw new InverseFailure(
                    null, failed.failure().sqlState(), failed.failure().message() + "\n" + text);
        }
        return refresh();
    }

    private Snapshot refresh() {
        Snapshot full = reader.read();
        Delta delta = reader.readSince(catalog, mark);
        assertThat(SchemaDiff.byName(delta.snapshot(), full)).as("read incrementally").isEmpty();
        mark = delta.mark();
        catalog = full;
        return full;
    }

    @Override
    public void close() {
        database.close();
    }
}
