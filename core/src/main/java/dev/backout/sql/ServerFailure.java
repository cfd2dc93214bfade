package dev.backout.sql;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// An error that the server answered. `detail` and `context` may hold row values: they are for
/// deciding and for the person's own terminal, not for logs.
///
/// @param sqlState the five-character code
/// @param message the primary message, one line
/// @param detail more about it
/// @param hint the server's advice
/// @param position place in the sent text in characters (code points) from 1, or 0 when unknown
/// @param context the call stack inside functions
/// @param internalQuery the statement of a function that failed
/// @param constraint the constraint that was violated
public record ServerFailure(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        int position,
        @Nullable String context,
        @Nullable String internalQuery,
        @Nullable String constraint) {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    /// The same of a text in which more characters stand before what was sent.
    public ServerFailure behind(int characters) {
        return position == 0 || characters == 0 ? this : at(position + characters);
    }

    /// The same at another place.
    ///
    /// @param place as of `position`
    public ServerFailure at(int place) {
        return new ServerFailure(
                sqlState, message, detail, hint, place, context, internalQuery, constraint);
    }

    /// SQLSTATE class 08: the server went away, or ended the session.
    public boolean connectionLost() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }

    /// Whether the same may succeed when it is tried again: somebody held a lock.
    public boolean passing() {
        return sqlState.equals(LOCK_NOT_AVAILABLE) || sqlState.equals(DEADLOCK);
    }

    /// The message with its SQLSTATE. A message of class 22 ends with the value that did not fit,
    /// which is left out.
    public String withoutValue() {
        String said = sqlState.startsWith("22") ? message.replaceFirst(": \".*", "") : message;
        return "%s (SQLSTATE %s)".formatted(said, sqlState);
    }

    /// Where in the text that was sent; line 0 when unknown.
    public TextPosition in(String sql) {
        return position == 0 ? new TextPosition(0, 0) : TextPosition.ofServer(sql, position);
    }

    /// What the driver caught, as a value.
    public static ServerFailure of(java.sql.SQLException caught) {
        ServerErrorMessage server =
                caught instanceof PSQLException answered ? answered.getServerErrorMessage() : null;
        return server == null ? ofDriver(caught) : ofServer(server);
    }

    private static ServerFailure ofDriver(java.sql.SQLException caught) {
        return new ServerFailure(
                text(caught.getSQLState(), "08006"),
                text(caught.getMessage(), "no message"),
                null,
                null,
                0,
                null,
                null,
                null);
    }

    private static ServerFailure ofServer(ServerErrorMessage server) {
        return new ServerFailure(
                text(server.getSQLState(), "XX000"),
                text(server.getMessage(), "no message"),
                server.getDetail(),
                server.getHint(),
                server.getPosition(),
                server.getWhere(),
                server.getInternalQuery(),
                server.getConstraint());
    }

    private static String text(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
