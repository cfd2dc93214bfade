package dev.backout.plan;

import org.postgresql.PGConnection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Sessions of one database that are used again when they were closed, by hundreds of trials: each
/// is given out as good as new, but the server keeps the statements that it has prepared, and plans
/// them once. Thread-safe.
final class SharedSessions implements AutoCloseable {
    /// DISCARD ALL without the prepared statements.
    private static final String AS_NEW =
            """
            CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;
            SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES
            """;

    /// What the driver begins with.
    private static final int THRESHOLD = 5;

    /// Each change of a schema goes through all that a session has prepared: after so many uses
    /// that takes longer than a session that knows nothing.
    private static final int USES = 60;

    private final Supplier<Connection> opens;
    private final Queue<Known> idle = new ConcurrentLinkedQueue<>();

    /// @param opens a new session, in autocommit mode
    SharedSessions(Supplier<Connection> opens) {
        this.opens = opens;
    }

    /// A session; closing it gives it back.
    Connection take() {
        Known waiting = idle.poll();
        return new Lent(waiting == null ? new Known(opens.get(), 1) : waiting).connection();
    }

    /// @param uses how often it was given out
    private record Known(Connection session, int uses) {}

    /// One session while somebody has it. For one thread.
    private final class Lent {
        private final Connection session;
        private final int uses;
        private final List<Statement> statements = new ArrayList<>();
        private boolean closed;

        Lent(Known known) {
            this.session = known.session();
            this.uses = known.uses();
        }

        Connection connection() {
            return (Connection)
                    Proxy.newProxyInstance(
                            SharedSessions.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) ->
                                    switch (method.getName()) {
                                        case "close" -> {
                                            giveBack();
                                            yield null;
                                        }
                                        case "isClosed" -> closed || session.isClosed();
                                        default -> {
                                            if (closed) {
                                                throw new SQLException("the session was closed");
                                            }
                                            yield noted(call(method, arguments));
                                        }
                                    });
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private Object noted(Object made) {
            if (made instanceof Statement statement) {
                statements.add(statement);
            }
            return made;
        }

        private void giveBack() throws SQLException {
            if (closed) {
                return;
            }
            closed = true;
            if (session.isClosed() || uses >= USES) {
                session.close();
                return;
            }
            if (!session.getAutoCommit()) {
                session.rollback();
                session.setAutoCommit(true);
            }
            for (Statement statement : statements) {
                statement.close();
            }
            session.unwrap(PGConnection.class).setPrepareThreshold(THRESHOLD);
            try (Statement statement = session.createStatement()) {
                statement.execute(AS_NEW);
            }
            idle.add(new Known(session, uses + 1));
        }
    }

    @Override
    public void close() throws SQLException {
        for (Known known = idle.poll(); known != null; known = idle.poll()) {
            known.session().close();
        }
    }
}
