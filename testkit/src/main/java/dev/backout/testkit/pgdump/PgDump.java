package dev.backout.testkit.pgdump;

import dev.backout.testkit.process.ProgramResult;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pg_dump program of this machine.
///
/// Thread-safe; several dumps may run at once.
///
/// @param major the newest server version that it understands
public record PgDump(Path program, int major) {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)");

    /// The program, when it runs and is a pg_dump.
    static Optional<PgDump> at(Path program) {
        ProgramResult result = ProgramResult.of(List.of(program.toString(), "--version"));
        Matcher version = VERSION.matcher(result.output());
        return version.find()
                ? Optional.of(new PgDump(program, Integer.parseInt(version.group(1))))
                : Optional.empty();
    }

    /// The schema of a database, without anything that differs from one dump to the next.
    ///
    /// @param databaseUrl `jdbc:postgresql://...` or `postgresql://...`; of its parameters only
    ///   `user` and `password` are used
    /// @throws IllegalStateException when pg_dump fails; the message holds what it printed
    public Dump schema(String databaseUrl) {
        return schemaWithout(List.of(), databaseUrl);
    }

    /// The same without some schemas of the database, which the login need not be able to read.
    public Dump schemaWithout(List<String> excluded, String databaseUrl) {
        URI url = URI.create(databaseUrl.replaceFirst("^jdbc:", ""));
        Map<String, String> environment = new HashMap<>(login(url));
        environment.put("LC_ALL", "C");
        environment.put("PGHOST", url.getHost());
        environment.put("PGPORT", Integer.toString(url.getPort() < 0 ? 5432 : url.getPort()));
        environment.put("PGDATABASE", url.getPath().substring(1));
        List<String> command = new ArrayList<>(List.of(program.toString(), "--schema-only"));
        excluded.forEach(schema -> command.add("--exclude-schema=" + schema));
        ProgramResult result = ProgramResult.of(command, environment);
        if (result.exit() != 0) {
            throw new IllegalStateException("pg_dump failed: " + result.errors().strip());
        }
        return Dump.parse(result.output());
    }

    private static Map<String, String> login(URI url) {
        Map<String, String> login = new HashMap<>();
        if (url.getUserInfo() != null) {
            String[] parts = url.getUserInfo().split(":", 2);
            login.put("PGUSER", parts[0]);
            if (parts.length > 1) {
                login.put("PGPASSWORD", parts[1]);
            }
        }
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            if (parts[0].equals("user") || parts[0].equals("password")) {
                String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                login.put("PG" + parts[0].toUpperCase(java.util.Locale.ROOT), value);
            }
        }
        return login;
    }
}
