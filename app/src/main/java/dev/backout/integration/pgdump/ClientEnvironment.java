package dev.backout.integration.pgdump;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.database.Tls;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A database address as the environment of a program of PostgreSQL. The environment of a process
/// can be read by its own user only; its arguments by everybody.
final class ClientEnvironment {
    /// Without a password in the URL these still find one, as for any program.
    private static final String PASSWORD_FILE = "PGPASSFILE";

    private ClientEnvironment() {}

    /// The environment of this process for programs that talk to no server.
    static Map<String, String> plain(Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(own);
        environment.keySet().removeIf(name -> name.startsWith("PG") && !name.equals(PASSWORD_FILE));
        environment.put("LC_ALL", "C");
        environment.remove("LANGUAGE");
        return environment;
    }

    /// The environment for a database.
    ///
    /// @param own the environment of this process
    /// @param major the program's major version
    /// @throws BackoutException `configuration-invalid` for a client certificate in a form that
    ///   libpq does not read
    static Map<String, String> of(DatabaseAddress address, Map<String, String> own, int major) {
        Map<String, String> environment = plain(own);
        Path socket = address.socketFolder();
        environment.put("PGHOST", socket == null ? address.host() : socket.toString());
        environment.put("PGPORT", Integer.toString(address.port()));
        environment.put("PGDATABASE", address.database());
        environment.put("PGUSER", address.user());
        environment.put("PGAPPNAME", "backout");
        environment.put("PGCONNECT_TIMEOUT", Long.toString(address.connectTimeout().toSeconds()));
        Secret password = address.password();
        if (password != null) {
            environment.put("PGPASSWORD", password.reveal());
        }
        put(environment, "PGOPTIONS", address.driverOptions().get("options"));
        put(environment, "PGCHANNELBINDING", address.driverOptions().get("channelBinding"));
        if (socket == null) {
            tls(environment, address.tls(), major);
        }
        return environment;
    }

    private static void tls(Map<String, String> environment, Tls tls, int major) {
        environment.put("PGSSLMODE", tls.mode().text());
        boolean verifies = tls.mode().compareTo(Tls.Mode.VERIFY_CA) >= 0;
        Path root = tls.rootCertificate();
        if (root != null) {
            environment.put("PGSSLROOTCERT", root.toString());
        } else if (tls.mode() == Tls.Mode.VERIFY_FULL && major >= 16) {
            environment.put("PGSSLROOTCERT", "system");
        } else if (verifies) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "sslmode=%s without sslrootcert: pg_dump %d cannot use the machine's own list of authorities"
                            .formatted(tls.mode().text(), major),
                    "nothing was executed; name the authority's certificate with sslrootcert in the"
                            + " URL");
        }
        Path key = tls.clientKey();
        if (key != null) {
            refuseIdentity(key, tls);
            put(environment, "PGSSLKEY", key.toString());
        }
        Path certificate = tls.clientCertificate();
        put(environment, "PGSSLCERT", certificate == null ? null : certificate.toString());
    }

    private static void refuseIdentity(Path key, Tls tls) {
        String name = String.valueOf(key.getFileName()).toLowerCase(Locale.ROOT);
        boolean pkcs = name.endsWith(".p12") || name.endsWith(".pfx");
        if (pkcs || tls.keyPassword() != null || tls.clientCertificate() == null) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "pg_dump cannot log in with %s: it reads a PEM key without a password, and its certificate"
                            .formatted(key.getFileName()),
                    "nothing was executed; give sslcert and sslkey as PEM files, or take the backup"
                            + " another way: --backup snapshot:COMMAND");
        }
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
