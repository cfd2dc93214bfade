package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.DirectSession;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/// Sessions through a pooler: the process of the login is not the one that answers.
class DirectSessionTest {
    @Test
    void aSessionOfTheServerPasses() throws SQLException {
        try (Shop shop = Shop.on(Shop.server(18));
                Connection session = shop.connect();
                Connection other = shop.connect()) {
            assertThatCode(() -> DirectSession.insist(session, pid(session), other))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aPoolerThatKeepsSessionsPasses() throws SQLException {
        try (Shop shop = Shop.on(Shop.server(18));
                Connection session = shop.connect();
                Connection other = shop.connect()) {
            assertThatCode(() -> DirectSession.insist(behind(session), pid(session), other))
                    .doesNotThrowAnyException();
        }
    }

    /// What a pooler in transaction mode does: what one client leaves, the next one gets.
    @Test
    void aPoolerThatHandsTransactionsOnIsRefused() throws SQLException {
        try (Shop shop = Shop.on(Shop.server(18));
                Connection session = shop.connect();
                Connection another = shop.connect()) {
            refused(behind(session), pid(session), session);
            refused(behind(another), pid(session), session);
        }
    }

    private static void refused(Connection session, int process, Connection other) {
        assertThatThrownBy(() -> DirectSession.insist(session, process, other))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("a transaction pooler, of which the URL does not tell");
    }

    /// A connection of which the login was answered by the pooler itself.
    private static Connection behind(Connection server) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("unwrap")) {
                                return pooler();
                            }
                            try {
                                return method.invoke(server, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static PGConnection pooler() {
        return (PGConnection)
                Proxy.newProxyInstance(
                        PGConnection.class.getClassLoader(),
                        new Class<?>[] {PGConnection.class},
                        (proxy, method, arguments) -> -1);
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }
}
