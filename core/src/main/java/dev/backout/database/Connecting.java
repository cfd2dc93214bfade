package dev.backout.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Opens one connection within a time, the look-up of the name included. The driver's own entrance
/// first looks for a file of settings in every jar of this program, which takes longer than to
/// connect.
///
/// @param url of one server, as the driver takes it
/// @param properties the driver's settings, user and password among them
/// @param limit how long it may take; zero for as long as it takes
record Connecting(String url, Properties properties, Duration limit) {
    /// Opens it.
    ///
    /// @throws SQLException also when the time is over, caused by a [SocketTimeoutException]
    Connection open() throws SQLException {
        Properties settings = Driver.parseURL(url, properties);
        if (settings == null) {
            throw new IllegalStateException("the driver does not know " + url);
        }
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("connecting").start(() -> open(settings, opened));
        try {
            return limit.isZero()
                    ? opened.get()
                    : opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            opened.cancel(false);
            throw failed(new SocketTimeoutException("no answer in time"));
        } catch (InterruptedException e) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private void open(Properties settings, CompletableFuture<Connection> opened) {
        try {
            HostSpec server =
                    new HostSpec(
                            Objects.requireNonNull(PGProperty.PG_HOST.getOrDefault(settings)),
                            PGProperty.PG_PORT.getInt(settings));
            Connection connection = new PgConnection(new HostSpec[] {server}, settings, url);
            if (!opened.complete(connection)) {
                // Nobody waits for it any more.
                connection.close();
            }
        } catch (Throwable e) {
            opened.completeExceptionally(e);
        }
    }

    private static SQLException failed(@Nullable Throwable cause) {
        return cause instanceof SQLException known
                ? known
                : new SQLException("The connection attempt failed.", "08001", cause);
    }
}
