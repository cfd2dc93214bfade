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
import dev.backout.vault.Capture;
import dev.backout.vault.Vault;

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
/// @param vault what is kept and set aside: the list, and the rows behind it
/// @param state of the newest run
/// @param journal what was done and undone, each with its step
public record RunEnd(
        Snapshot catalog,
        List<String> rows,
        List<String> vault,
        RunState state,
        List<String> journal) {
    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final Set<JournalEvent> LASTING =
            EnumSet.of(
                    JournalEvent.DONE, JournalEvent.UNDONE, JournalEvent.KEPT, JournalEvent.ENDED);

    /// Copies the lists.
    public RunEnd {
        rows = List.copyOf(rows);
        vault = List.copyOf(vault);
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
        List<String> vault = vault(connection);
        return new RunEnd(
                RECORDS.hiddenFrom(CatalogReader.on(connection, Duration.ZERO).read()),
                rows,
                vault,
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
        if (!vault.equals(other.vault)) {
            differences.add("vault " + other.vault);
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

    /// Numbers of captures are used up by transactions that were undone, and belong to nothing.
    private static List<String> vault(Connection connection) throws SQLException {
        Vault vault = new Vault(RECORDS);
        List<String> lines = new ArrayList<>();
        int tables = 0;
        for (Capture capture : vault.all(connection)) {
            lines.add(
                    "%d %s %s".formatted(capture.number(), capture.kept().text(), capture.state()));
            String place = vault.sql(capture.kept().place());
            if (Sql.ask(connection, "select to_regclass(?) is not null", place)) {
                tables++;
                lines.addAll(
                        Sql.list(
                                connection,
                                "select t::text from %s t order by 1".formatted(place),
                                row -> "  " + row.getString(1)));
            }
        }
        lines.addAll(
                Sql.list(
                        connection,
                        """
                        select concat_ws(' ', s.kind, s.reason, c.table_name, s.key, s.columns,
                            s.kept, s.live)
                        from backout.set_aside s join backout.capture c on c.id = s.capture
                        order by 1\
                        """,
                        row -> row.getString(1)));
        lines.add("tables behind nothing: " + (tables(connection) - tables));
        return lines;
    }

    private static int tables(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        """
                        select relname from pg_class
                        where relnamespace = 'backout'::regnamespace and relname ~ '^kept_[0-9]+_'
                          and relkind = 'r'\
                        """,
                        row -> row.getString(1))
                .size();
    }
}
