package dev.backout.scratch;

import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What tests with servers have in common.
final class Servers {
    private static final Map<Integer, ScratchServer> SHARED = new ConcurrentHashMap<>();

    private Servers() {}

    /// One server per major version for all tests of this process; it ends with the process.
    static ScratchServer shared(int major) {
        return SHARED.computeIfAbsent(major, Servers::start);
    }

    static ScratchServer start(int major) {
        return new ScratchServers(ScratchPlaces.standard())
                .start(new ScratchRequest.Embedded(major));
    }

    static void must(MessageOutcome outcome) {
        if (!(outcome instanceof MessageOutcome.Completed)) {
            throw new AssertionError(outcome.toString());
        }
    }

    static ServerFailure failure(MessageOutcome outcome) {
        if (outcome instanceof MessageOutcome.Failed failed) {
            return failed.failure();
        }
        throw new AssertionError(outcome.toString());
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
