package dev.backout.scratch;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.SessionZone;
import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.platform.Platforms;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One scratch database with two connections: the session, of an ordinary role that owns the
/// database, runs migrations; the administrator's reads catalogs and never runs them.
///
/// Not safe for several threads. Closing drops the database.
public final class ScratchDatabase implements AutoCloseable {
    /// How long a message may take when nothing else is said.
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /// Sessions tell the statistics what they wrote about once a second; this one does it now.
    private static final String REPORT = "SELECT pg_catalog.pg_stat_force_next_flush()";

    /// Those of which migrations make many rows.
    private static final String TIDY =
            "VACUUM (TRUNCATE false) "
                    + Stream.of(
                                    "attrdef",
                                    "attribute",
                                    "class",
                                    "constraint",
                                    "depend",
                                    "description",
                                    "index",
                                    "policy",
                                    "proc",
                                    "rewrite",
                                    "shdepend",
                                    "statistic",
                                    "trigger",
                                    "type")
                            .map(name -> "pg_catalog.pg_" + name)
                            .collect(Collectors.joining(", "));

    private final ScratchServer server;
    private final String name;
    private final Login owner;
    private final String zone;
    private @Nullable Connection session;
    private @Nullable Connection admin;

    /// Whether the session may have written what it has not reported.
    private boolean silent = true;

    /// Whether somebody may have written who will not report any more.
    private boolean lost;

    ScratchDatabase(ScratchServer server, String name, Login owner, String zone)
            throws SQLException {
        this.server = server;
        this.name = name;
        this.owner = owner;
        this.zone = zone;
        // Before the first foreign statement: what the owner sets for its database comes too late.
        this.admin = server.admin(name);
    }

    /// The database's name.
    public String name() {
        return name;
    }

    /// The ordinary role that owns the database and everything migrations make.
    public String role() {
        return owner.user();
    }

    /// Where it is and how its ordinary role logs in, for programs that connect by themselves.
    public DatabaseAddress address() {
        return owner.address(name);
    }

    /// The server it is on.
    public ScratchServer server() {
        return server;
    }

    /// The session of the ordinary role; a new one when the last one was ended.
    public Connection session() {
        Connection open = session;
        silent = true;
        try {
            if (open == null || open.isClosed()) {
                lost |= open != null;
                open = owner.session(name);
                enterZone(open);
                session = open;
            }
            return open;
        } catch (SQLException e) {
            throw ScratchServer.failed("no session in scratch database " + name, e);
        }
    }

    /// The administrator's connection: `search_path` is pg_catalog alone, and no trigger fires. It
    /// must never run what a migration wrote, nor read a view that one made.
    public Connection admin() {
        Connection open = admin;
        try {
            if (open == null || open.isClosed()) {
                open = server.admin(name);
                admin = open;
            }
            return open;
        } catch (SQLException e) {
            throw ScratchServer.failed("no access to scratch database " + name, e);
        }
    }

    /// One more connection like [#admin]; whoever asks closes it.
    public Connection reading() {
        try {
            return server.admin(name);
        } catch (SQLException e) {
            throw ScratchServer.failed("no access to scratch database " + name, e);
        }
    }

    /// Runs a text as one simple-query message in the session, within [#LIMIT].
    public MessageOutcome run(String sql) {
        return run(sql, LIMIT);
    }

    /// Runs a script as its tool sends it, in the session. When it takes longer than the limit its
    /// session is ended.
    ///
    /// @throws BackoutException scratch-full when there is no room for what it writes
    public MessageOutcome run(String sql, Duration limit) {
        Connection connection = session();
        try (Watchdog.Watch watch = server.watchdog().watch(name, role(), limit)) {
            MessageOutcome outcome = SimpleQuery.runScript(connection, sql);
            String stopped = watch.stopped();
            ServerFailure failure = outcome.failure();
            if (Watchdog.FULL.equals(stopped)) {
                throw server.full(Watchdog.FULL);
            }
            if (stopped == null && failure != null && server.isFull(failure)) {
                throw server.full(failure.message());
            }
            return stopped == null
                    ? outcome
                    : new MessageOutcome.Stopped(stopped, outcome.notices());
        }
    }

    /// What can be done for a file that failed here because the session's role is an ordinary one.
    /// Roles that the file takes for granted are made at once.
    public Help help(String file, ServerFailure failure) {
        Help help = HelpPlanner.plan(file, failure, this::offer, server.rolesFor(role()));
        if (help instanceof Help.Rewritten rewritten) {
            server.helperRoles(rewritten.roles(), role());
            allowHelp();
        }
        return help;
    }

    private ExtensionOffer offer(String extension) {
        ExtensionOffer offer = server.offer(extension);
        return offer != ExtensionOffer.TRUSTED && hasStandIn(extension)
                ? ExtensionOffer.STAND_IN
                : offer;
    }

    private boolean hasStandIn(String extension) {
        try {
            String table = Platforms.STAND_INS + ".stand_in";
            return Sql.ask(admin(), "select to_regclass(?) is not null", table)
                    && Sql.ask(admin(), "select true from " + table + " where name = ?", extension);
        } catch (SQLException e) {
            throw ScratchServer.failed("no access to scratch database " + name, e);
        }
    }

    /// Makes our functions, unless they are there: most databases never need them.
    public void allowHelp() {
        try (Statement statement = admin().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT to_regnamespace('" + Preparation.SCHEMA + "') IS NULL")) {
            row.next();
            if (row.getBoolean(1)) {
                administer(server.functions(role()));
            }
        } catch (SQLException e) {
            throw ScratchServer.failed("scratch database " + name + " cannot be helped", e);
        }
    }

    /// Runs a text of ours as the administrator, whose transactions are read-only once catalogs are
    /// read over its connection.
    void administer(String sql) {
        lost = true;
        switch (SimpleQuery.run(admin(), "BEGIN READ WRITE;\n" + sql + ";\nCOMMIT")) {
            case MessageOutcome.Completed _ -> {}
            case MessageOutcome.Failed failed -> {
                SimpleQuery.run(admin(), "ROLLBACK");
                throw BackoutException.of(
                        ErrorCode.SCRATCH_UNAVAILABLE,
                        "scratch database " + name + ": " + failed.failure().message());
            }
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException(stopped.reason());
        }
    }

    /// Gives objects to roles as the administrator, for whom ownership may go to anybody.
    ///
    /// @param statements ALTER ... OWNER TO, GRANT, REVOKE and the like; each on its own
    /// @return what the server refused, one half sentence each
    public List<String> give(List<String> statements) {
        List<String> refused = new ArrayList<>();
        for (String sql : statements) {
            String inTransaction = "BEGIN READ WRITE;\n" + sql + ";\nCOMMIT";
            if (SimpleQuery.run(admin(), inTransaction) instanceof MessageOutcome.Failed failed) {
                SimpleQuery.run(admin(), "ROLLBACK");
                refused.add("%s: %s".formatted(sql, failed.failure().message()));
            }
        }
        SimpleQuery.run(admin(), "RESET SESSION AUTHORIZATION");
        return refused;
    }

    /// Where the sequences stand that [#role] may read.
    public SequenceValues sequences() {
        try {
            return SequenceValues.of(session());
        } catch (SQLException e) {
            throw ScratchServer.failed("the sequences of " + name + " cannot be read", e);
        }
    }

    /// Leads sequences back to where they stood. The session is in no transaction.
    public void restore(SequenceValues values) {
        try {
            values.restore(session());
        } catch (SQLException e) {
            throw ScratchServer.failed("the sequences of " + name + " cannot be set", e);
        }
    }

    /// Makes the rows of the tables of [#role] what they are in another database that has the same
    /// tables, and its sequences, too. No trigger fires.
    ///
    /// @param without a schema that is left alone, or null
    /// @return why that is not possible here, or null when it is done; nothing was changed then
    public @Nullable String takeRows(ScratchDatabase other, @Nullable String without) {
        if (!server.superuser()) {
            return "only a superuser may have triggers keep still";
        }
        try (Connection from = other.reading();
                Connection to = server.quietSession(name, owner)) {
            new RowCopy(from, to, without).copy();
            return null;
        } catch (SQLException e) {
            return ServerFailure.of(e).message();
        }
    }

    /// Lets the system catalogs use the room again of what was dropped: no server of ours does that
    /// by itself, and the larger they are the longer it takes to read them.
    public void tidy() {
        if (server.superuser()) {
            try (Connection connection = reading()) {
                Sql.execute(connection, TIDY);
            } catch (SQLException e) {
                throw ScratchServer.failed("scratch database " + name + " cannot be tidied", e);
            }
        }
    }

    /// Does something with [#session] under the watchdog: when it takes longer than the limit, the
    /// session is ended and the work fails as it does when a server goes away.
    public <T> T within(Duration limit, Callable<T> work) throws Exception {
        try (Watchdog.Watch watch = server.watchdog().watch(name, role(), limit)) {
            return work.call();
        }
    }

    /// Makes the session as good as new: no transaction, no settings, no temporary tables, no
    /// locks.
    public void reset() {
        Connection connection = session();
        try {
            if (SimpleQuery.transactionState(connection) != TransactionState.IDLE) {
                SimpleQuery.run(connection, "ROLLBACK");
            }
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            if (completes(connection, "DISCARD ALL")) {
                enterZone(connection);
                silent = server.major() < 15 || !completes(connection, REPORT);
            } else {
                newSession();
            }
        } catch (SQLException e) {
            newSession();
        }
    }

    /// The driver names the time zone of this process, which a reset leads back to.
    private void enterZone(Connection connection) throws SQLException {
        SessionZone.enter(connection, zone, false);
    }

    private static boolean completes(Connection connection, String sql) {
        return SimpleQuery.run(connection, sql) instanceof MessageOutcome.Completed;
    }

    /// Whether all that was written since this was last asked is in the server's statistics. It is
    /// after [#reset], unless a session ended otherwise; never before PostgreSQL 15.
    public boolean reported() {
        boolean reported = !silent && !lost;
        lost = false;
        return reported;
    }

    /// Ends the session and opens another: settings made with ALTER ROLE and ALTER DATABASE apply.
    public Connection newSession() {
        lost = true;
        close(session);
        session = null;
        return session();
    }

    /// Closes both connections; they are opened again on demand.
    void disconnect() {
        lost = true;
        close(session);
        close(admin);
        session = null;
        admin = null;
    }

    Login owner() {
        return owner;
    }

    String zone() {
        return zone;
    }

    /// Drops the database.
    @Override
    public void close() {
        disconnect();
        server.drop(name);
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It was ended from the other side.
        }
    }
}
