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

    private final Supplier<Connection> opens;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    /// @param opens a new session, in autocommit mode
    SharedSessions(Supplier<Connection> opens) {
        this.opens = opens;
    }

    /// A session; closing it gives it back.
    Connection take() {
        Connection waiting = idle.poll();
        Connection session = waiting == null ? opens.get() : waiting;
        return new Lent(session).connection();
    }

    /// One session while somebody has it. For one thread.
    private final class Lent {
        private final Connection session;
        private final List<Statement> statements = new ArrayList<>();
        private boolean closed;

        Lent(Connection session) {
            this.session = session;
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
            if (session.isClosed()) {
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
            idle.add(session);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }
}
