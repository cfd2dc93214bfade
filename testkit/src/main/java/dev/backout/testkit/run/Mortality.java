package dev.backout.testkit.run;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Lets a process die at the k-th call that reaches the server, before the server sees it or after
/// it has answered. From then on every session of the process is gone, and whatever it still tries
/// fails. It stands around the connections, so that product code has no hook for it.
public final class Mortality {
    /// Calls that reach the server. Sending a text as one message goes by `unwrap`.
    private static final Set<String> REACHING =
            Set.of(
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeBatch",
                    "commit",
                    "rollback",
                    "unwrap");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final int deadly;
    private final boolean after;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Connection> sessions = new ArrayList<>();
    private final List<Integer> pids = new CopyOnWriteArrayList<>();
    private final List<Integer> marks = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    static {
        // Threads beside the one that is watched meet it as well, and nobody has to hear of it.
        UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught(others, thread, e));
    }

    private Mortality(int deadly, boolean after) {
        this.deadly = deadly;
        this.after = after;
    }

    private static void uncaught(
            @Nullable UncaughtExceptionHandler others, Thread thread, Throwable e) {
        if (e instanceof Death) {
            return;
        }
        if (others != null) {
            others.uncaughtException(thread, e);
        } else {
            thread.getThreadGroup().uncaughtException(thread, e);
        }
    }

    /// A process that does not die; it counts.
    public static Mortality none() {
        return new Mortality(Integer.MAX_VALUE, false);
    }

    /// A process that dies.
    ///
    /// @param deadly at which call, from 1
    /// @param after whether the server still carries the call out
    public static Mortality at(int deadly, boolean after) {
        return new Mortality(deadly, after);
    }

    /// What a dead process meets: no defect of the product.
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process died", null, false, false);
        }
    }

    /// A deed outside of the database, at which the process can die as well.
    public void outside(Runnable deed) {
        live();
        boolean last = calls.incrementAndGet() == deadly;
        if (last && !after) {
            die();
        }
        deed.run();
        if (last) {
            die();
        }
    }

    /// How many calls reached the server.
    public int calls() {
        return calls.get();
    }

    /// Notes where it is: another part of the work begins with the next call.
    public void mark() {
        marks.add(calls());
    }

    /// How many calls had reached the server at each mark.
    public List<Integer> marks() {
        return List.copyOf(marks);
    }

    /// Whether it died.
    public boolean dead() {
        return dead;
    }

    /// Waits until the server has ended all sessions of this process: it needs a moment to see that
    /// a process is gone, and a busy one needs a long moment.
    ///
    /// @param connection of somebody else
    public void awaitEnd(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (count(statement) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "sessions of a dead process are still there: " + pids);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static int count(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /// Sessions of this process.
    public Supplier<Connection> sessions(Supplier<Connection> real) {
        return () -> {
            live();
            Connection connection = real.get();
            pids.add(pid(connection));
            synchronized (sessions) {
                sessions.add(connection);
            }
            return wrapped(Connection.class, connection);
        };
    }

    private static int pid(Connection connection) {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T wrapped(Class<T> type, T real) {
        InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments);
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        boolean closing = method.getName().equals("close") || method.getName().equals("isClosed");
        if (!closing) {
            live();
        }
        boolean counts = REACHING.contains(method.getName());
        boolean last = counts && calls.incrementAndGet() == deadly;
        if (last && !after) {
            die();
        }
        Object answer = invoke(real, method, arguments);
        if (last) {
            die();
        }
        return answer instanceof PreparedStatement statement
                ? wrapped(PreparedStatement.class, statement)
                : answer instanceof Statement statement
                        ? wrapped(Statement.class, statement)
                        : answer;
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void live() {
        if (dead) {
            throw new Death();
        }
    }

    private void die() {
        dead = true;
        synchronized (sessions) {
            for (Connection session : sessions) {
                try {
                    session.abort(Runnable::run);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new Death();
    }
}
