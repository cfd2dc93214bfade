package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Shuts a database for writes by its own setting `default_transaction_read_only`. The setting
/// reaches sessions that begin later (PostgreSQL's manual, ALTER DATABASE); those that are there
/// are ended when that was asked for. What there was before stands in the step.
///
/// A client can set the same for itself, so this keeps honest applications from writing by mistake;
/// the server's rights are what keeps others out.
///
/// @param connections opens sessions of a role that may alter the database
/// @param records where the journal is
public record DatabasePause(Supplier<Connection> connections, RecordSchema records)
        implements OutsideWork {
    private static final String KIND = "pause-database";
    private static final String END = "end";
    private static final String STAY = "stay";
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private static final String READ_ONLY = "default_transaction_read_only";

    private static final String MAY_ALTER =
            """
            select pg_catalog.pg_has_role(current_user, datdba, 'USAGE')
            from pg_catalog.pg_database where datname = pg_catalog.current_database()\
            """;

    private static final String SETTING =
            """
            select pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1)
            from pg_catalog.pg_db_role_setting s
                join pg_catalog.pg_database d on d.oid = s.setdatabase
                cross join pg_catalog.unnest(s.setconfig) as one
            where s.setrole = 0 and d.datname = pg_catalog.current_database()
                and pg_catalog.starts_with(one, ? || '=')\
            """;

    /// The step, with what the database says now.
    ///
    /// @param endSessions whether sessions that are open already are ended; they connect again
    /// @throws BackoutException `rights-missing`
    public Step.Outside step(boolean endSessions) {
        return asked(connection -> {
            if (!Sql.ask(connection, MAY_ALTER)) {
                throw BackoutException.of(
                        ErrorCode.RIGHTS_MISSING,
                        "the role may not shut database %s for writes: only its owner may"
                                .formatted(name(connection)),
                        "nothing was executed; pause writes in another way (writes.pause of"
                                + " backout.yaml), or connect as the owner");
            }
            String before = setting(connection);
            return new Step.Outside(
                    KIND,
                    "pause writes: database %s is read-only for new sessions%s"
                            .formatted(
                                    name(connection),
                                    endSessions ? ", and those that are open are ended" : ""),
                    List.of(endSessions ? END : STAY, before == null ? "" : before));
        });
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        return asked(connection -> {
            set(connection, "on");
            // Whoever connected before that can write.
            return "new sessions cannot write; "
                    + (ends(step)
                            ? end(connection, "-infinity", now(connection))
                            : "no session was ended");
        });
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        return asked(connection -> {
            String before = step.arguments().get(1);
            if (before.equals("on") || !"on".equals(setting(connection))) {
                return new Undone(true, "the database is as it was before");
            }
            set(connection, before);
            return new Undone(
                    true,
                    "the database is open again; "
                            + (ends(step)
                                    ? end(connection, since(connection, step, run), now(connection))
                                    : "sessions that began meanwhile write when they connect"
                                            + " again"));
        });
    }

    private static String now(Connection connection) throws SQLException {
        String now =
                Sql.first(
                        connection,
                        "select pg_catalog.clock_timestamp()::text",
                        row -> row.getString(1));
        if (now == null) {
            throw new IllegalStateException("the server has no clock");
        }
        return now;
    }

    /// Ends the sessions that began from one moment to another, and waits for that. Who connects
    /// later finds the setting as it is now: a busy application does so at once.
    private static String end(Connection connection, String from, String to) throws SQLException {
        Set<Integer> ended = new TreeSet<>();
        long until = System.nanoTime() + ENDING.toNanos();
        List<Session> open = sessions(connection, from, to);
        while (open.stream().anyMatch(Session::endable)) {
            if (System.nanoTime() > until) {
                throw BackoutException.of(
                        ErrorCode.STEP_FAILED,
                        "a session did not end within %d s".formatted(ENDING.toSeconds()));
            }
            for (Session one : open.stream().filter(Session::endable).toList()) {
                Sql.ask(connection, "select pg_catalog.pg_terminate_backend(?)", one.pid());
                ended.add(one.pid());
            }
            Pauses.sleep(GLANCE, "writes are paused");
            open = sessions(connection, from, to);
        }
        String text =
                ended.isEmpty()
                        ? "no session was open"
                        : Counted.of(ended.size(), "session") + " ended";
        return open.isEmpty()
                ? text
                : "%s, and %s of roles that this one may not end"
                        .formatted(text, Counted.of(open.size(), "session"));
    }

    private static List<Session> sessions(Connection connection, String from, String to)
            throws SQLException {
        return Sql.list(
                connection,
                Resource.text(DatabasePause.class, "pause-sessions.sql"),
                row -> new Session(row.getInt(1), row.getBoolean(2)),
                from,
                to);
    }

    private record Session(int pid, boolean endable) {}

    private static boolean ends(Step.Outside step) {
        return step.arguments().getFirst().equals(END);
    }

    private static @Nullable String setting(Connection connection) throws SQLException {
        return Sql.first(connection, SETTING, row -> row.getString(1), READ_ONLY);
    }

    /// @param value what there is to be; empty when the database is to say nothing
    private static void set(Connection connection, String value) throws SQLException {
        String database = Identifiers.quote(name(connection));
        Sql.execute(
                connection,
                value.isEmpty()
                        ? "alter database %s reset %s".formatted(database, READ_ONLY)
                        : "alter database %s set %s = %s"
                                .formatted(database, READ_ONLY, Identifiers.literal(value)));
    }

    /// When it was last begun to shut; who had connected before was ended then.
    private String since(Connection connection, Step.Outside step, String run) throws SQLException {
        String since =
                Sql.first(
                        connection,
                        """
                        select pg_catalog.max(at)::text from %s.journal
                        where run = ? and title = ? and event = ?\
                        """
                                .formatted(records.sql()),
                        row -> row.getString(1),
                        run,
                        step.title(),
                        JournalEvent.INTENDED.word());
        return since == null ? "-infinity" : since;
    }

    private static String name(Connection connection) throws SQLException {
        String name =
                Sql.first(
                        connection,
                        "select pg_catalog.current_database()",
                        row -> row.getString(1));
        return name == null ? "" : name;
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = SessionSettings.writing(connections.get())) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "pausing writes of the database failed", e);
        }
    }
}
