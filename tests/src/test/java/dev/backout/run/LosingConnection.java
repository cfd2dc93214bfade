package dev.backout.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/// A connection that breaks around its commit, as when a network fails.
final class LosingConnection {
    private LosingConnection() {}

    /// @param after whether the server still got the commit
    static Connection of(Connection real, boolean after) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        if (after) {
                            real.commit();
                        }
                        real.abort(Runnable::run);
                        throw new SQLException("the network is down", "08006");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        handler);
    }
}
