package dev.backout.database;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a database URL behind the question mark: Prisma's own parameters and libpq's.
final class AddressParameters {
    /// About the client's pool or its statements; they mean nothing to a single connection.
    private static final Set<String> UNUSED =
            Set.of(
                    "connection_limit",
                    "pool_timeout",
                    "socket_timeout",
                    "statement_cache_size",
                    "application_name",
                    "max_idle_connection_lifetime",
                    "max_connection_lifetime",
                    "single_use_connections",
                    "uselibpqcompat",
                    "gssencmode",
                    "keepalives",
                    "keepalives_idle",
                    "target_session_attrs",
                    "sslnegotiation",
                    "client_encoding",
                    "supa",
                    "workaround");

    /// A database in the cloud may have to wake up first.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// One setting among the options for the server, as it takes them: a backslash makes the next
    /// character part of the value.
    private static final Pattern ZONE =
            Pattern.compile("(?:-c\\s*|--)(?i:timezone)=((?:\\\\.|[^\\s\\\\])+)");

    private static final int SUPABASE_POOLER_PORT = 6543;

    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Path base;

    AddressParameters(String query, Path base) {
        this.base = base;
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                given.put(
                        Percent.decodeQuery(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : Percent.decodeQuery(part.substring(equals + 1)));
            }
        }
    }

    DatabaseAddress address(
            String host, int port, String database, String user, @Nullable Secret password) {
        String named = taken("host", host.isEmpty() ? "localhost" : host);
        if (named.contains(",")) {
            throw AddressParser.invalid("the database URL names several hosts");
        }
        boolean socket = named.startsWith("/");
        String schema = taken("schema", "public");
        Tls tls = tls(socket);
        Duration timeout = timeout();
        boolean pooled = pooled(named, port);
        Map<String, String> options = driverOptions();
        given.keySet().removeAll(UNUSED);
        given.keySet()
                .forEach(name ->
                        notes.add("parameter %s of the database URL is not used".formatted(name)));
        return new DatabaseAddress(
                socket ? "localhost" : named,
                port,
                socket ? Path.of(named) : null,
                database,
                user,
                password,
                schema.isEmpty() ? "public" : schema,
                tls,
                timeout,
                pooled,
                options,
                notes);
    }

    /// Neon and Supabase put the pooler into the host's name, or on a port of its own.
    private boolean pooled(String host, int port) {
        boolean declared = taken("pgbouncer", "false").equalsIgnoreCase("true");
        String name = host.toLowerCase(Locale.ROOT);
        String first = name.split("\\.", 2)[0];
        return declared
                || port == SUPABASE_POOLER_PORT
                || first.endsWith("-pooler")
                || first.equals("pooler");
    }

    private Map<String, String> driverOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        String startup = given.remove("options");
        if (startup != null && !startup.isEmpty()) {
            options.put("options", withZone(startup));
        }
        String binding = given.remove("channel_binding");
        if (binding != null && Set.of("disable", "prefer", "require").contains(binding)) {
            options.put("channelBinding", binding);
        }
        return options;
    }

    /// The driver's own time zone overrides the one among these options, so that it is given once
    /// more where [SessionZone] finds it.
    private static String withZone(String startup) {
        Matcher zone = ZONE.matcher(startup);
        return zone.find()
                ? "%s -c %s=%s".formatted(startup, SessionZone.GIVEN, zone.group(1))
                : startup;
    }

    private Duration timeout() {
        String text = given.remove("connect_timeout");
        if (text == null) {
            return CONNECT_TIMEOUT;
        }
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(Character::isDigit)) {
            throw AddressParser.invalid(
                    "connect_timeout in the database URL is not a number of seconds: " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /// Prisma's `sslcert` is the server's authority, unless there is an `sslkey` as in libpq. Who
    /// names an authority by libpq's `sslrootcert` wants it looked at, also by `require` (manual,
    /// 32.19.1 "Client Verification of Server Certificates").
    private Tls tls(boolean socket) {
        String mode = taken("sslmode", "prefer");
        String accepted = taken("sslaccept", "");
        boolean strict = accepted.equals("strict");
        Path root = path("sslrootcert");
        Path certificate = path("sslcert");
        Path key = path("sslkey");
        Path identity = path("sslidentity");
        String password = given.remove("sslpassword");
        boolean libpq = key != null;
        Tls.Mode asked = socket ? Tls.Mode.DISABLE : mode(mode, strict);
        if (asked == Tls.Mode.REQUIRE && root != null && accepted.isEmpty()) {
            asked = Tls.Mode.VERIFY_CA;
        }
        return new Tls(
                asked,
                root != null || libpq ? root : certificate,
                libpq ? certificate : null,
                libpq ? key : identity,
                password == null ? null : new Secret(password));
    }

    private static Tls.Mode mode(String text, boolean strict) {
        for (Tls.Mode mode : Tls.Mode.values()) {
            if (mode.text().equals(text)) {
                boolean encrypted = mode != Tls.Mode.DISABLE;
                return strict && encrypted ? Tls.Mode.VERIFY_FULL : mode;
            }
        }
        throw AddressParser.invalid(
                "sslmode in the database URL is %s".formatted(text),
                "it is one of disable, prefer, require, verify-ca, verify-full");
    }

    /// `system` is libpq's word for the machine's own list of authorities, the driver's default.
    private @Nullable Path path(String parameter) {
        String text = given.remove(parameter);
        return text == null || text.isEmpty() || text.equals("system")
                ? null
                : base.resolve(text).normalize();
    }

    private String taken(String parameter, String otherwise) {
        String value = given.remove(parameter);
        return value == null ? otherwise : value;
    }
}
