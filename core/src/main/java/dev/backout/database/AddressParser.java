package dev.backout.database;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;

/// Takes a database URL apart. No message holds any part of the URL that could be a password.
final class AddressParser {
    private static final int DEFAULT_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;
    private static final String ENCODE =
            "in a user name or password, write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F";

    private final Path base;

    AddressParser(Path base) {
        this.base = base;
    }

    DatabaseAddress parse(String text) {
        String url = text.strip();
        String rest = afterScheme(url);
        int question = rest.indexOf('?');
        String beforeQuery = withoutFragment(question < 0 ? rest : rest.substring(0, question));
        String query = question < 0 ? "" : withoutFragment(rest.substring(question + 1));
        int slash = beforeQuery.indexOf('/');
        String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
        String path = slash < 0 ? "" : beforeQuery.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        refuseTornPassword(at >= 0, path, query);
        String login = at < 0 ? "" : authority.substring(0, at);
        HostAndPort server = hostAndPort(authority.substring(at + 1));
        return new AddressParameters(query, base)
                .address(
                        server.host(), server.port(), database(path), user(login), password(login));
    }

    private static String afterScheme(String url) {
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "postgresql", "postgres" -> url.substring(end + "://".length());
            case "prisma", "prisma+postgres" ->
                    throw invalid(
                            "the database URL is one of Prisma Accelerate (%s://), which takes no migrations"
                                    .formatted(scheme),
                            "set DIRECT_URL to the postgresql:// URL of the database itself");
            case "mysql", "mariadb", "sqlserver", "mongodb", "mongodb+srv", "cockroachdb" ->
                    throw invalid(
                            "the database URL is for %s; Backout knows PostgreSQL only"
                                    .formatted(scheme));
            case "jdbc:postgresql" ->
                    throw invalid(
                            "the database URL starts with jdbc:",
                            "leave jdbc: out: postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
            default ->
                    throw invalid(
                            "the database URL does not start with postgresql://",
                            "its form is"
                                + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=SCHEMA");
        };
    }

    /// A `/` or `?` in a password ends it: the rest, up to the real @, would be taken for the name
    /// of a database, and printed.
    private static void refuseTornPassword(boolean login, String path, String query) {
        if (path.contains("@") || (!login && query.contains("@"))) {
            throw invalid("the database URL has an @ behind its first / or ?", ENCODE);
        }
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static HostAndPort hostAndPort(String text) {
        if (text.contains(",")) {
            throw invalid(
                    "the database URL names several hosts",
                    "name the primary: a migration is backed out on one server");
        }
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? DEFAULT_PORT : port(text.substring(colon + 1));
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : Percent.decode(host);
        return new HostAndPort(bare, port);
    }

    /// What stands after the colon is not printed: with an unencoded @ or / it may be a password.
    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        boolean digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw invalid("the port in the database URL is not a number from 1 to 65535", ENCODE);
        }
        return port;
    }

    private static String database(String path) {
        String name = Percent.decode(path);
        if (name.isEmpty()) {
            throw invalid(
                    "the database URL names no database",
                    "its form is postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
        }
        return name;
    }

    private static String user(String login) {
        int colon = login.indexOf(':');
        String user = Percent.decode(colon < 0 ? login : login.substring(0, colon));
        return user.isEmpty() ? System.getProperty("user.name", "postgres") : user;
    }

    private static @Nullable Secret password(String login) {
        int colon = login.indexOf(':');
        return colon < 0 ? null : new Secret(Percent.decode(login.substring(colon + 1)));
    }

    static BackoutException invalid(String message, String... hints) {
        return BackoutException.of(ErrorCode.CONFIGURATION_INVALID, message, hints);
    }

    private record HostAndPort(String host, int port) {}
}
