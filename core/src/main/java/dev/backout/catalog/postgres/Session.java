package dev.backout.catalog.postgres;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection whose settings make definitions come out the same for everybody, with every query
/// prepared once. For one thread.
public final class Session {
    /// Definitions print names relative to search_path, and constants by these settings. pg_dump
    /// fixes the same ones.
    private static final String SETTINGS =
            """
            set search_path to pg_catalog, pg_temp;
            set datestyle to 'ISO, YMD';
            set intervalstyle to postgres;
            set timezone to 'UTC';
            set extra_float_digits to 3;
            set bytea_output to hex;
            set xmlbinary to base64;
            set lc_monetary to 'C';
            set quote_all_identifiers to off;
            set standard_conforming_strings to on;
            set default_transaction_read_only to on;
            set statement_timeout to 0;
            set jit to off;
            set plan_cache_mode to force_generic_plan\
            """;

    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d?)");

    private final Connection connection;
    private final int major;
    private final Map<String, Prepared> prepared = new HashMap<>();

    private record Prepared(PreparedStatement statement, List<Integer> order) {}

    /// Takes the connection over: its settings are changed.
    ///
    /// @param lockTimeout how long a query waits for a lock; zero means for ever
    public Session(Connection connection, Duration lockTimeout) throws SQLException {
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
        connection.unwrap(PGConnection.class).setPrepareThreshold(-1);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS + "; set lock_timeout to " + lockTimeout.toMillis());
        }
    }

    /// The server's major version.
    public int major() {
        return major;
    }

    /// The prepared query of that resource with its parameters set. A parameter `?` is the first
    /// one, `?2` the third; one may stand in several places. The statement stays open.
    PreparedStatement query(String name, Object... parameters) throws SQLException {
        Prepared query = prepared.get(name);
        if (query == null) {
            query = prepare(name);
            prepared.put(name, query);
        }
        for (int i = 0; i < query.order.size(); i++) {
            query.statement.setObject(i + 1, parameters[query.order.get(i)]);
        }
        return query.statement;
    }

    private Prepared prepare(String name) throws SQLException {
        List<Integer> order = new ArrayList<>();
        String sql =
                PARAMETER
                        .matcher(SqlText.load(name, major))
                        .replaceAll(match -> {
                            String number = match.group(1);
                            order.add(number.isEmpty() ? 0 : Integer.parseInt(number));
                            return Matcher.quoteReplacement("?");
                        });
        return new Prepared(connection.prepareStatement(sql), order);
    }

    /// Who locks relations so that their definitions cannot be read, one sentence each.
    public List<String> lockHolders() throws SQLException {
        List<String> holders = new ArrayList<>();
        try (ResultSet result = query("lock_holders").executeQuery()) {
            while (result.next()) {
                holders.add(result.getString(1));
            }
        }
        return holders;
    }

    /// Numbers as a parameter.
    Object numbers(Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("int8", numbers.toArray());
    }

    /// OIDs as a parameter.
    Object oids(Collection<Long> oids) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }
}
