package dev.backout.catalog.postgres;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A connection whose settings make definitions come out the same for everybody, with every query
/// prepared once. For one thread.
public final class Session {
    /// Definitions print names relative to search_path, and constants by these settings. pg_dump
    /// fixes the same ones. The driver throws its prepared statements away when it sees a SET of
    /// search_path; the server itself plans anew what needs it.
    private static final String SETTINGS =
            """
            select pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false);
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
            """;

    /// One plan for ever, by way of indexes: right for a few units, and nothing is planned twice.
    private static final String PLAN_FOR_FEW =
            """
            set plan_cache_mode to force_generic_plan;
            set enable_seqscan to off;
            set enable_bitmapscan to off;
            set enable_hashjoin to off;
            set enable_mergejoin to off\
            """;

    /// A plan for each execution, by what it asks for.
    private static final String PLAN_FOR_MANY =
            """
            set plan_cache_mode to force_custom_plan;
            set enable_seqscan to on;
            set enable_bitmapscan to on;
            set enable_hashjoin to on;
            set enable_mergejoin to on\
            """;

    private final Connection connection;
    private final int major;
    private final Duration lockTimeout;
    private final Map<Query, PreparedStatement> prepared = new HashMap<>();
    private boolean forMany;

    /// Takes the connection over: its settings are changed.
    ///
    /// @param lockTimeout how long a query waits for a lock; zero means for ever
    public Session(Connection connection, Duration lockTimeout) throws SQLException {
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
        this.lockTimeout = lockTimeout;
        settle();
    }

    /// Changes the settings, again when others have changed them since.
    public void settle() throws SQLException {
        // Less than 1 would have every query described beforehand: one more way there and back, and
        // the driver mixes up the columns when there are several in one message.
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        execute(
                "%s%s; set lock_timeout to %d"
                        .formatted(
                                SETTINGS,
                                forMany ? PLAN_FOR_MANY : PLAN_FOR_FEW,
                                lockTimeout.toMillis()));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Makes the server plan for a few roots or for many, from the next query on.
    void planFor(int roots) throws SQLException {
        boolean many = roots > 100;
        if (many != forMany) {
            execute(many ? PLAN_FOR_MANY : PLAN_FOR_FEW);
            forMany = many;
        }
    }

    /// The server's major version.
    public int major() {
        return major;
    }

    /// The prepared query of that resource with its parameters set. A parameter `?` is the first
    /// one, `?2` the third; one may stand in several places. The statement stays open.
    PreparedStatement query(String name, Object... parameters) throws SQLException {
        return set(Query.of(name, major), parameters);
    }

    /// Some queries of a resource that is a union of queries, by the numbers that they select
    /// first.
    PreparedStatement parts(String name, List<Long> numbers, Object... parameters)
            throws SQLException {
        return set(Query.of(name, numbers, major), parameters);
    }

    /// Several queries in one message, with one parameter each: as many results.
    PreparedStatement queries(List<String> names, List<Object> parameters) throws SQLException {
        return set(Query.together(names, major), parameters.toArray());
    }

    private PreparedStatement set(Query query, Object[] parameters) throws SQLException {
        PreparedStatement statement = prepared.get(query);
        if (statement == null) {
            statement = connection.prepareStatement(query.sql());
            prepared.put(query, statement);
        }
        for (int i = 0; i < query.order().size(); i++) {
            switch (parameters[query.order().get(i)]) {
                // The server takes the type that the query casts it to, and casts nothing per row.
                case String text -> statement.setObject(i + 1, text, Types.OTHER);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
        return statement;
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

    /// OIDs as a parameter.
    Object oids(Collection<Long> oids) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }
}
