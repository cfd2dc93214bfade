package dev.backout.testkit.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Sql;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Everything that a run leaves in its database, to be compared with what another one left in a
/// copy of it. How often it was tried or resumed does not belong to that.
///
/// @param catalog without our own records
/// @param rows of all tables that were named, of the bars and of the history that was taken away
/// @param state of the newest run
/// @param journal what was done and undone, each with its step
public record RunEnd(Snapshot catalog, List<String> rows, RunState state, List<String> journal) {
    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final Set<JournalEvent> LASTING =
            EnumSet.of(
                    JournalEvent.DONE, JournalEvent.UNDONE, JournalEvent.KEPT, JournalEvent.ENDED);

    /// Copies the lists.
    public RunEnd {
        rows = List.copyOf(rows);
        journal = List.copyOf(journal);
    }

    /// Reads it.
    ///
    /// @param connection a new session, in autocommit mode
    public static RunEnd read(Connection connection, List<String> tables) throws SQLException {
        RunRecord run = new RunRecords(RECORDS).list(connection).getFirst();
        List<String> journal = new ArrayList<>();
        for (JournalLine line : new Journal(RECORDS).lines(connection, run.id())) {
            if (LASTING.contains(line.entry().event())) {
                journal.add(line.entry().event() + " " + line.entry().step());
            }
        }
        // Before the catalog reader sets the session up for itself.
        List<String> rows = rows(connection, tables);
        return new RunEnd(
                RECORDS.hiddenFrom(CatalogReader.on(connection, Duration.ZERO).read()),
                rows,
                run.state(),
                journal);
    }

    /// What is otherwise over there, in words; empty when nothing is.
    public List<String> differences(RunEnd other) {
        List<String> differences =
                new ArrayList<>(ChangeText.differences(SchemaDiff.byName(catalog, other.catalog)));
        if (!rows.equals(other.rows)) {
            differences.add("rows " + other.rows);
        }
        if (state != other.state) {
            differences.add("state " + other.state);
        }
        if (!journal.equals(other.journal)) {
            differences.add("journal " + other.journal);
        }
        return differences;
    }

    private static List<String> rows(Connection connection, List<String> tables)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : tables) {
            rows.addAll(
                    Sql.list(
                            connection,
                            "select '%s ' || t::text from %s t order by 1".formatted(table, table),
                            row -> row.getString(1)));
        }
        rows.addAll(
                Sql.list(
                        connection,
                        "select migration || checksum from backout.bar order by 1",
                        row -> row.getString(1)));
        rows.addAll(
                Sql.list(
                        connection,
                        "select migration || (content ->> 'id') from backout.removed_row order by"
                                + " 1",
                        row -> row.getString(1)));
        return rows;
    }
}
