package dev.backout.database;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.SQLException;
import java.util.List;

/// Turns the driver's exceptions into ours. The server's message and SQLSTATE are kept, its DETAIL
/// is not: it may hold row values.
public final class SqlFailure {
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    private SqlFailure() {}

    /// A failure while doing something.
    ///
    /// A missing right and a lost connection get their own codes, whatever `code` says.
    ///
    /// @param code what the failure means where it was caught
    /// @param what what was being done, as the beginning of a sentence: `reading x failed`
    public static BackoutException of(ErrorCode code, String what, SQLException cause) {
        String state = state(cause);
        ErrorCode actual = code;
        List<String> hints = List.of();
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            actual = ErrorCode.RIGHTS_MISSING;
            hints = List.of("log in as the role that owns the tables, which runs the migrations");
        } else if (lost(state)) {
            actual = ErrorCode.DATABASE_UNREACHABLE;
            hints = List.of("the connection was lost; see the server's log");
        }
        return new BackoutException(actual, "%s: %s".formatted(what, text(cause)), hints, cause);
    }

    /// The server's one-line message with its SQLSTATE.
    public static String text(SQLException cause) {
        return "%s (SQLSTATE %s)".formatted(message(cause), state(cause));
    }

    /// The SQLSTATE, or five question marks when the driver gives none.
    public static String state(SQLException cause) {
        String state = cause.getSQLState();
        return state == null ? "?????" : state;
    }

    static String message(SQLException cause) {
        if (cause instanceof PSQLException failure) {
            ServerErrorMessage server = failure.getServerErrorMessage();
            if (server != null && server.getMessage() != null) {
                return firstLine(server.getMessage());
            }
        }
        return firstLine(String.valueOf(cause.getMessage()));
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static boolean lost(String state) {
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02");
    }
}
