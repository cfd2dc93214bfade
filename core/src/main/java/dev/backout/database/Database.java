package dev.backout.database;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Opens connections.
public final class Database {
    /// The oldest and the newest major version that Backout knows.
    public static final int OLDEST = 14;

    public static final int NEWEST = 18;

    /// The driver writes to standard error what it also throws. The reference keeps the setting
    /// alive.
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private Database() {}

    /// Connects, and looks at the server's version.
    ///
    /// The connection is in autocommit mode and calls itself `backout` in `pg_stat_activity`.
    ///
    /// @throws BackoutException `database-unreachable` or `database-unsupported`; no message and no
    ///   cause holds the password
    public static Connection connect(DatabaseAddress address) {
        Connection connection = open(address);
        try {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST || major > NEWEST) {
                connection.close();
                throw unsupported(address, major);
            }
            return connection;
        } catch (SQLException e) {
            throw ConnectFailure.of(address, e);
        }
    }

    private static Connection open(DatabaseAddress address) {
        try {
            return new Connecting(address.jdbcUrl(), properties(address), address.connectTimeout())
                    .open();
        } catch (SQLException e) {
            throw ConnectFailure.of(address, e);
        }
    }

    private static Properties properties(DatabaseAddress address) {
        var properties = new Properties();
        properties.putAll(address.driverOptions());
        properties.setProperty("user", address.user());
        set(properties, "password", address.password());
        properties.setProperty("ApplicationName", "backout");
        // Without it the driver spends a round trip on asking for and setting what it may assume.
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("tcpKeepAlive", "true");
        // The server sees by itself when a prepared query has to be planned anew. The driver would
        // prepare all of them once more after each statement that changes the schema, under its
        // lock.
        properties.setProperty("flushCacheOnDdl", "false");
        properties.setProperty(
                "connectTimeout", Long.toString(address.connectTimeout().toSeconds()));
        if (address.pooled()) {
            // A transaction pooler hands the next statement to a session that did not prepare it.
            properties.setProperty("prepareThreshold", "0");
        }
        setTls(properties, address.tls());
        return properties;
    }

    private static void setTls(Properties properties, Tls tls) {
        set(properties, "sslrootcert", tls.rootCertificate());
        set(properties, "sslcert", tls.clientCertificate());
        set(properties, "sslkey", tls.clientKey());
        set(properties, "sslpassword", tls.keyPassword());
        boolean verifies = tls.mode().compareTo(Tls.Mode.VERIFY_CA) >= 0;
        if (verifies && tls.rootCertificate() == null) {
            // The driver would look for ~/.postgresql/root.crt, which hardly anybody has.
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static void set(Properties properties, String name, @Nullable Path value) {
        if (value != null) {
            properties.setProperty(name, value.toString());
        }
    }

    private static void set(Properties properties, String name, @Nullable Secret value) {
        if (value != null) {
            properties.setProperty(name, value.reveal());
        }
    }

    static BackoutException unsupported(DatabaseAddress address, int major) {
        return BackoutException.of(
                ErrorCode.DATABASE_UNSUPPORTED,
                "%s runs PostgreSQL %d; Backout knows %d to %d"
                        .formatted(address.server(), major, OLDEST, NEWEST));
    }
}
