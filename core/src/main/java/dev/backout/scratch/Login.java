package dev.backout.scratch;

import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.postgresql.Driver;
import org.postgresql.PGProperty;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How to connect to a server as one user.
///
/// @param jdbcUrl with the placeholder `{database}`
record Login(String jdbcUrl, String user, String password) {
    private static final Driver DRIVER = new Driver();
    private static final Pattern URL =
            Pattern.compile("(jdbc:postgresql://[^/?]*)(?:/([^?]*))?((?:\\?.*)?)");
    private static final Pattern SOCKET = Pattern.compile("[?&]socketFactoryArg=([^&]*)");
    private static final Pattern MODE = Pattern.compile("[?&]sslmode=([^&]*)");
    private static final String DATABASE = "{database}";

    static Login local(int port, String user, String password) {
        return new Login("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, user, password);
    }

    /// A given URL, with its database replaced.
    static Login given(ScratchRequest.Given given) {
        Matcher url = parts(given);
        return new Login(
                url.group(1) + "/" + DATABASE + url.group(3), given.user(), given.password());
    }

    /// The database that a given URL names, else `postgres`.
    static String database(ScratchRequest.Given given) {
        String name = parts(given).group(2);
        return name == null || name.isEmpty() ? "postgres" : decoded(name);
    }

    private static Matcher parts(ScratchRequest.Given given) {
        Matcher url = URL.matcher(given.jdbcUrl());
        if (!url.matches()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the scratch server's URL does not begin with jdbc:postgresql://host");
        }
        return url;
    }

    Login as(String otherUser, String otherPassword) {
        return new Login(jdbcUrl, otherUser, otherPassword);
    }

    /// Connects as the user that reads and helps. Its settings are given with the connection, which
    /// beats what the owner of a database may set for that database.
    ///
    /// @param superuser whether the user may stop triggers from firing in its session
    Connection admin(String database, boolean superuser) throws SQLException {
        String options =
                "-c search_path=pg_catalog,pg_temp -c role=none -c statement_timeout=0"
                        + " -c lock_timeout=15s -c idle_in_transaction_session_timeout=0"
                        + " -c default_transaction_read_only=off"
                        + " -c default_transaction_isolation=read\\ committed"
                        + " -c default_transaction_deferrable=off"
                        + " -c quote_all_identifiers=off -c extra_float_digits=1"
                        + " -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex"
                        + " -c xmlbinary=base64 -c standard_conforming_strings=on";
        Properties properties = properties("backout scratch admin");
        PGProperty.OPTIONS.set(
                properties, superuser ? options + " -c session_replication_role=replica" : options);
        return connect(database, properties);
    }

    /// Connects as the user that runs migrations; settings are the server's own.
    Connection session(String database) throws SQLException {
        Properties properties = properties("backout scratch");
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
        return connect(database, properties);
    }

    /// The same as an address. What the URL has for the driver alone is left out.
    DatabaseAddress address(String database) {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalStateException("not one of ours: " + jdbcUrl);
        }
        String server = url.group(1).substring("jdbc:postgresql://".length());
        Matcher socket = SOCKET.matcher(url.group(3));
        String folder =
                socket.find()
                        ? "&host="
                                + encoded(
                                        String.valueOf(
                                                Path.of(decoded(socket.group(1))).getParent()))
                        : "";
        Matcher mode = MODE.matcher(url.group(3));
        String tls = mode.find() ? mode.group(1) : "prefer";
        return DatabaseAddress.parse(
                "postgresql://%s:%s@%s/%s?sslmode=%s%s"
                        .formatted(
                                encoded(user),
                                encoded(password),
                                server,
                                encoded(database),
                                tls,
                                folder),
                Path.of(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Properties properties(String application) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        if (jdbcUrl.contains("//127.0.0.1:")) {
            PGProperty.SSL_MODE.set(properties, "disable");
            PGProperty.GSS_ENC_MODE.set(properties, "disable");
        }
        return properties;
    }

    private Connection connect(String database, Properties properties) throws SQLException {
        Connection connection = DRIVER.connect(jdbcUrl.replace(DATABASE, database), properties);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL: " + jdbcUrl, "08001");
        }
        return connection;
    }

    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
