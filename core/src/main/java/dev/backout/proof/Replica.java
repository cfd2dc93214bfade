package dev.backout.proof;

import dev.backout.catalog.CatalogReader;
import dev.backout.ddl.Statement;
import dev.backout.inverse.InverseFailure;
import dev.backout.inverse.Workbench;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.TextPosition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A scratch database that follows a history, together with the catalog as it was last read. When
/// an experiment goes wrong it is thrown away and the history is replayed. For one thread.
public final class Replica implements Workbench, AutoCloseable {
    private final ScratchServer server;
    private final ScratchOptions options;
    private final List<String> history = new ArrayList<>();
    private ScratchDatabase database;
    private CatalogReader reader;
    private Snapshot catalog;

    /// An empty database.
    public Replica(ScratchServer server, ScratchOptions options) {
        this.server = server;
        this.options = options;
        this.database = server.create(options);
        this.reader = CatalogReader.on(database.admin(), Duration.ZERO);
        this.catalog = reader.read();
    }

    /// The catalog as it was last read.
    public Snapshot catalog() {
        return catalog;
    }

    /// The database itself, for observing it.
    public ScratchDatabase database() {
        return database;
    }

    /// Runs a file as one message in a fresh session, as `migrate deploy` does. What a transaction
    /// left open held is lost, as it is there.
    public MessageOutcome run(String sql) {
        MessageOutcome outcome = database.run(sql);
        database.reset();
        return outcome;
    }

    /// Reads the catalog again.
    public Snapshot refresh() {
        catalog = reader.read();
        return catalog;
    }

    /// Makes a file part of the history: [#restore] will run it again.
    public void remember(String sql) {
        history.add(sql);
    }

    /// What went wrong with a message, or null when nothing did.
    static @Nullable ServerFailure failure(MessageOutcome outcome) {
        return switch (outcome) {
            case MessageOutcome.Completed completed -> null;
            case MessageOutcome.Failed(ServerFailure failure, List<String> notices) -> failure;
            case MessageOutcome.Stopped(String reason, List<String> notices) ->
                    new ServerFailure("57014", reason, null, null, 0, null, null, null);
        };
    }

    /// Deletes all rows of all tables.
    void emptyTables() {
        String tables =
                catalog.entries().stream()
                        .filter(entry ->
                                entry.object() instanceof Table table && table.foreign() == null)
                        .map(entry -> Identifiers.dotted(entry.address().path()))
                        .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            run("TRUNCATE " + tables + " CASCADE");
        }
    }

    /// Throws the database away and replays the history.
    ///
    /// @throws IllegalStateException when a file of the history no longer runs
    public void restore() {
        database.close();
        database = server.create(options);
        reader = CatalogReader.on(database.admin(), Duration.ZERO);
        for (String sql : history) {
            if (!(run(sql) instanceof MessageOutcome.Completed)) {
                throw new IllegalStateException("a migration that ran once does not run again");
            }
        }
        catalog = reader.read();
    }

    @Override
    public Snapshot apply(List<Statement> statements) {
        String text =
                statements.stream()
                        .map(Statement::text)
                        .collect(Collectors.joining("\n", "BEGIN;\n", "\nCOMMIT;\n"));
        switch (run(text)) {
            case MessageOutcome.Completed completed -> refresh();
            case MessageOutcome.Failed(ServerFailure failure, List<String> notices) ->
                    throw refused(statements, text, failure);
            case MessageOutcome.Stopped(String reason, List<String> notices) ->
                    throw new InverseFailure(null, "57014", reason);
        }
        return catalog;
    }

    private static InverseFailure refused(
            List<Statement> statements, String text, ServerFailure failure) {
        int offset = TextPosition.offset(text, failure.position());
        int end = "BEGIN;\n".length();
        for (Statement statement : statements) {
            end += statement.text().length() + 1;
            if (failure.position() > 0 && offset < end) {
                return new InverseFailure(statement, failure.sqlState(), failure.message());
            }
        }
        return new InverseFailure(null, failure.sqlState(), failure.message());
    }

    @Override
    public void close() {
        database.close();
    }
}
