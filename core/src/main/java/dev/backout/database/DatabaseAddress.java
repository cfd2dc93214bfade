package dev.backout.database;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where a database is and who logs in. Printing it never shows a password.
///
/// @param host a name or an address without brackets; `localhost` with a socket
/// @param port the TCP port, and the number in a socket's name
/// @param socketFolder the folder of the server's Unix socket, or null for TCP
/// @param database the database's name
/// @param user the role that logs in
/// @param password its password, or null: the file of passwords, trust, peer or a certificate then
/// @param schema the schema in which Prisma works
/// @param tls encryption
/// @param connectTimeout how long to wait for the server; zero waits for ever
/// @param pooled whether a transaction pooler stands between: session locks do not hold there
/// @param driverOptions further settings by the driver's names
/// @param notes what of the URL was not understood or is not used, one sentence each
public record DatabaseAddress(
        String host,
        int port,
        @Nullable Path socketFolder,
        String database,
        String user,
        @Nullable Secret password,
        String schema,
        Tls tls,
        Duration connectTimeout,
        boolean pooled,
        Map<String, String> driverOptions,
        List<String> notes) {
    public DatabaseAddress {
        driverOptions = Map.copyOf(driverOptions);
        notes = List.copyOf(notes);
    }

    /// Reads a URL of the forms that Prisma takes.
    ///
    /// @param base the folder from which certificate paths are taken
    /// @throws dev.backout.error.BackoutException `configuration-invalid`, without the password
    public static DatabaseAddress parse(String url, Path base) {
        return new AddressParser(base).parse(url);
    }

    /// The same server and login, another database.
    public DatabaseAddress inDatabase(String name) {
        return with(name, password, schema, driverOptions);
    }

    /// The same database, another schema.
    public DatabaseAddress inSchema(String name) {
        return with(database, password, name, driverOptions);
    }

    /// The same with a password, where the URL has none.
    public DatabaseAddress withPassword(Secret given) {
        return with(database, given, schema, driverOptions);
    }

    /// The same login, which takes on another role as soon as it is in.
    public DatabaseAddress inRole(String role) {
        Map<String, String> options = new HashMap<>(driverOptions);
        String taken = "-c role=" + role.replaceAll("([\\\\\\s])", "\\\\$1");
        options.merge("options", taken, (given, more) -> given + " " + more);
        return with(database, password, schema, options);
    }

    private DatabaseAddress with(
            String otherDatabase,
            @Nullable Secret otherPassword,
            String otherSchema,
            Map<String, String> otherOptions) {
        return new DatabaseAddress(
                host,
                port,
                socketFolder,
                otherDatabase,
                user,
                otherPassword,
                otherSchema,
                tls,
                connectTimeout,
                pooled,
                otherOptions,
                notes);
    }

    /// Whether both mean one database, whoever logs in. Names are compared as they are written.
    public boolean sameDatabase(DatabaseAddress other) {
        return host.equalsIgnoreCase(other.host)
                && port == other.port
                && Objects.equals(socketFolder, other.socketFolder)
                && database.equals(other.database);
    }

    /// The address as the driver takes it, without user and password.
    public String jdbcUrl() {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8);
        String server = "jdbc:postgresql://%s:%d/%s?sslmode=%s";
        String url = server.formatted(bracketed(), port, name, tls.mode().text());
        return socketFolder == null
                ? url
                : "%s&socketFactory=%s&socketFactoryArg=%s"
                        .formatted(
                                url,
                                UnixSocketFactory.class.getName(),
                                URLEncoder.encode(socketFile().toString(), StandardCharsets.UTF_8));
    }

    /// Server and database for people: `shop on db.example.com:5432`.
    public String place() {
        return "%s on %s".formatted(database, server());
    }

    /// What to do where a session of its own is needed, as the rest of a sentence that begins with
    /// "set".
    public String direct() {
        boolean supabase = host.endsWith(".supabase.com") || host.endsWith(".supabase.co");
        return supabase
                ? "DIRECT_URL to the same URL with port 5432, which keeps sessions, or give that"
                        + " with --url"
                : "DIRECT_URL to the database itself, or give its URL with --url";
    }

    /// The server for people: `db.example.com:5432`, or the socket's path.
    public String server() {
        return socketFolder != null ? socketFile().toString() : bracketed() + ":" + port;
    }

    /// The address as a URL without the password.
    public String masked() {
        String query = schema.equals("public") ? "" : "?schema=" + schema;
        return "postgresql://%s@%s/%s%s".formatted(user, server(), database, query);
    }

    @Override
    public String toString() {
        return masked();
    }

    /// The socket that the server listens on.
    Path socketFile() {
        if (socketFolder == null) {
            throw new IllegalStateException("not reached through a socket: " + masked());
        }
        return socketFolder.resolve(".s.PGSQL." + port);
    }

    String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
