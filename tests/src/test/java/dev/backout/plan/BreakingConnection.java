package dev.backout.plan;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A session that is lost at a call of its own choosing.
final class BreakingConnection {
    private static final Set<String> CALLS =
            Set.of("createStatement", "prepareStatement", "unwrap", "commit");

    private BreakingConnection() {}

    /// @param left how many calls succeed; what is left of it in the end tells whether it broke
    /// @param after whether the call that breaks still reaches the server
    static Connection of(Connection real, AtomicInteger left, boolean after) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            boolean breaks =
                                    CALLS.contains(method.getName()) && left.getAndDecrement() == 0;
                            try {
                                Object result =
                                        breaks && !after ? null : method.invoke(real, arguments);
                                if (breaks) {
                                    real.abort(Runnable::run);
                                    throw new SQLException("the network is down", "08006");
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
