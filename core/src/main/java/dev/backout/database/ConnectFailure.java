package dev.backout.database;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;

import javax.net.ssl.SSLException;

/// Why a database could not be reached, and what to do about it.
final class ConnectFailure {
    /// What the driver says when it met another protocol, or a connection that was closed at once.
    private static final List<String> OTHER_SPEECH =
            List.of(
                    "An error occurred while setting up the SSL connection",
                    "The connection attempt failed",
                    "Protocol error");

    private ConnectFailure() {}

    static BackoutException of(DatabaseAddress address, SQLException cause) {
        Reason reason = reason(address, cause);
        return new BackoutException(
                ErrorCode.DATABASE_UNREACHABLE,
                reason.message(),
                reason.hint() == null ? List.of() : List.of(reason.hint()),
                cause);
    }

    private static Reason reason(DatabaseAddress address, SQLException cause) {
        return switch (SqlFailure.state(cause)) {
            case "28P01" ->
                    refusedLogin(
                            address, cause, "the password is wrong, or the role does not exist");
            case "28000" -> refusedLogin(address, cause, hintOfHba(cause));
            case "3D000" ->
                    new Reason(
                            "database %s does not exist".formatted(address.place()),
                            "look at the name in the URL; prisma migrate deploy makes a missing"
                                    + " database");
            case "53300" ->
                    new Reason(
                            "%s takes no more connections: %s"
                                    .formatted(address.server(), SqlFailure.message(cause)),
                            "end idle sessions, or log in with a role that may use a reserved one");
            case "57P03" ->
                    new Reason(
                            "%s does not take connections at this moment: %s"
                                    .formatted(address.server(), SqlFailure.message(cause)),
                            "it starts, stops or recovers: try again");
            default -> network(address, cause);
        };
    }

    private static Reason refusedLogin(DatabaseAddress address, SQLException cause, String hint) {
        return new Reason(
                "%s refuses the login of %s: %s"
                        .formatted(address.place(), address.user(), SqlFailure.message(cause)),
                hint);
    }

    private static String hintOfHba(SQLException cause) {
        return SqlFailure.message(cause).contains("no encryption")
                ? "the server wants encryption: add sslmode=require to the URL"
                : "the server's pg_hba.conf has no line for this role, database and address";
    }

    private static Reason network(DatabaseAddress address, SQLException cause) {
        String server = address.server();
        return switch (met(cause)) {
            case UnknownHostException _ ->
                    new Reason(
                            "the host %s is unknown".formatted(address.host()), "look at the URL");
            case NoRouteToHostException _ ->
                    new Reason(
                            "there is no way to %s from here".formatted(server),
                            "a VPN or tunnel may be missing");
            case ConnectException _ ->
                    new Reason(
                            "nothing answers at %s: connection refused".formatted(server),
                            "is the server started, and the port right?");
            case SocketTimeoutException _ -> silent(address);
            case SSLException failure ->
                    TlsFailure.untrusted(address, String.valueOf(failure.getMessage()));
            case null, default -> other(address, cause);
        };
    }

    private static Reason other(DatabaseAddress address, SQLException cause) {
        String message = SqlFailure.message(cause);
        Reason encryption = TlsFailure.reason(address, message);
        if (encryption != null) {
            return encryption;
        }
        String hint = null;
        if (message.contains("no password was provided")) {
            hint =
                    "the URL has no password: postgresql://USER:PASSWORD@HOST:PORT/DATABASE;"
                            + " PGPASSWORD or a line of ~/.pgpass does, too";
        } else if (OTHER_SPEECH.stream().anyMatch(message::startsWith)) {
            return new Reason(
                    "%s answers, but not as a PostgreSQL server does".formatted(address.server()),
                    "look at host and port in the URL: a proxy or another server may listen there");
        }
        return new Reason("%s cannot be reached: %s".formatted(address.place(), message), hint);
    }

    private static Reason silent(DatabaseAddress address) {
        return new Reason(
                "%s did not answer within %d s"
                        .formatted(address.server(), address.connectTimeout().toSeconds()),
                "a firewall may be in between; connect_timeout in the URL changes the limit");
    }

    /// What the driver met on the way: the first cause that is not its own.
    private static @Nullable Throwable met(SQLException cause) {
        Throwable thrown = cause.getCause();
        while (thrown instanceof SQLException) {
            thrown = thrown.getCause();
        }
        return thrown;
    }

    /// What people are told.
    ///
    /// @param hint what to do, or null
    record Reason(String message, @Nullable String hint) {}
}
