package dev.backout.journal;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The journal of runs, in the target database. Immutable; whoever writes gives the connection, so
/// that a line commits with what it tells of.
///
/// @param records where it is kept
public record Journal(RecordSchema records) {
    /// Writes a line in the caller's transaction.
    ///
    /// @return the line's number
    public long write(Connection connection, String run, Operator operator, JournalEntry entry)
            throws SQLException {
        Long line =
                Sql.first(
                        connection,
                        """
                        insert into %s.journal (run, step, event, title, took_ms, operator, ci, message)
                        values (?, ?::int4, ?, ?, ?::int8, ?, ?, ?) returning line\
                        """
                                .formatted(records.sql()),
                        row -> row.getLong(1),
                        run,
                        entry.step(),
                        entry.event().word(),
                        entry.title(),
                        millis(entry.took()),
                        operator.person(),
                        operator.ci(),
                        entry.message());
        if (line == null) {
            throw new IllegalStateException("an insert returned no line");
        }
        answers(connection, line, entry.answers());
        return line;
    }

    /// Whether a step has a line of that kind.
    public boolean has(Connection connection, String run, int step, JournalEvent event)
            throws SQLException {
        return Sql.ask(
                connection,
                """
                select exists (select 1 from %s.journal where run = ? and step = ? and event = ?)\
                """
                        .formatted(records.sql()),
                run,
                step,
                event.word());
    }

    /// All lines of a run, oldest first.
    ///
    /// @throws BackoutException `journal-invalid` when a newer Backout wrote some
    public List<JournalLine> lines(Connection connection, String run) {
        try {
            Pipeline asked = new Pipeline(connection);
            List<JournalLine> lines = lines(asked, run);
            asked.send();
            return lines;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the journal failed", e);
        }
    }

    /// The same, as soon as it was sent.
    public List<JournalLine> lines(Pipeline asked, String run) {
        Map<Long, List<Answer>> answers = answers(asked, run);
        return asked.list(
                """
                select line, run, step, event, title, at, took_ms, database_user, operator, ci,
                    message
                from %s.journal where run = ? order by line\
                """
                        .formatted(records.sql()),
                row -> line(row, answers),
                run);
    }

    private void answers(Connection connection, long line, List<Answer> answers)
            throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        String sql =
                """
                insert into %s.answer (line, number, statement, answer, took_ms)
                values (?, ?, ?, ?, ?)\
                """
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < answers.size(); i++) {
                statement.setLong(1, line);
                statement.setInt(2, i + 1);
                statement.setString(3, answers.get(i).statement());
                statement.setString(4, answers.get(i).text());
                statement.setLong(5, answers.get(i).took().toMillis());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Map<Long, List<Answer>> answers(Pipeline asked, String run) {
        Map<Long, List<Answer>> byLine = new HashMap<>();
        asked.list(
                """
                select a.line, a.statement, a.answer, a.took_ms
                from %1$s.answer a join %1$s.journal j on j.line = a.line
                where j.run = ? order by a.line, a.number\
                """
                        .formatted(records.sql()),
                row ->
                        byLine.computeIfAbsent(row.getLong(1), line -> new ArrayList<>())
                                .add(
                                        new Answer(
                                                row.getString(2),
                                                row.getString(3),
                                                Duration.ofMillis(row.getLong(4)))),
                run);
        return byLine;
    }

    private static JournalLine line(ResultSet row, Map<Long, List<Answer>> answers)
            throws SQLException {
        long line = row.getLong("line");
        int step = row.getInt("step");
        Integer ofStep = row.wasNull() ? null : Integer.valueOf(step);
        long took = row.getLong("took_ms");
        Duration duration = row.wasNull() ? null : Duration.ofMillis(took);
        return new JournalLine(
                line,
                row.getString("run"),
                new JournalEntry(
                        ofStep,
                        event(row.getString("event")),
                        row.getString("title"),
                        duration,
                        row.getString("message"),
                        answers.getOrDefault(line, List.of())),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("database_user"),
                new Operator(row.getString("operator"), row.getString("ci")));
    }

    private static JournalEvent event(String word) {
        try {
            return JournalEvent.of(word);
        } catch (IllegalArgumentException e) {
            throw new BackoutException(
                    ErrorCode.JOURNAL_INVALID,
                    "the journal has a line \"%s\", which this Backout does not know"
                            .formatted(word),
                    List.of("nothing was executed; use the newer Backout that wrote it"),
                    e);
        }
    }

    private static @Nullable Long millis(@Nullable Duration took) {
        return took == null ? null : took.toMillis();
    }
}
