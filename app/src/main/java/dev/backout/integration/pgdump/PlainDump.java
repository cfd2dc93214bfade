package dev.backout.integration.pgdump;

import dev.backout.backup.TableName;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.scratch.ExtensionOffer;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.StatementSplitter;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A dump that pg_dump wrote as SQL, read without psql: what a file says to psql is not obeyed, and
/// its statements run as an ordinary role.
///
/// @param place the file; it may be compressed with gzip
/// @param schema everything but rows and what sequences had counted to
/// @param tables those whose rows are in it
/// @param major the major version of the server that it shows
public record PlainDump(Path place, String schema, Set<TableName> tables, int major) {
    private static final String FIRST = "-- PostgreSQL database dump";
    private static final String LAST = "-- PostgreSQL database dump complete";
    private static final Pattern ENTRY =
            Pattern.compile(
                    "-- (?:Data for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: .*");
    private static final Pattern FROM = Pattern.compile("-- Dumped from database version (\\d+).*");
    private static final Pattern COPY = Pattern.compile("COPY .* FROM stdin;");
    private static final Pattern EXTENSION =
            Pattern.compile("CREATE EXTENSION IF NOT EXISTS (\\S+)");
    private static final String POSITION = "SEQUENCE SET";
    private static final Set<String> NO_SCHEMA =
            Set.of(
                    "TABLE DATA",
                    POSITION,
                    "BLOB",
                    "BLOBS",
                    "BLOB METADATA",
                    "MATERIALIZED VIEW DATA",
                    "DATABASE",
                    "DATABASE PROPERTIES");
    private static final int GZIP = 0x1f8b;
    private static final int LOOKED_AT = 4096;

    /// Copies the set.
    public PlainDump {
        tables = Set.copyOf(tables);
    }

    /// Whether a file is SQL of pg_dump, by how it begins.
    public static boolean is(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (InputStream in = stream(file)) {
            String begin = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
            return begin.contains(FIRST);
        }
    }

    /// Reads a file once, without its rows.
    ///
    /// @throws BackoutException `backup-invalid` when it is cut short
    public static PlainDump read(Path file) {
        StringBuilder schema = new StringBuilder();
        Set<TableName> tables = new HashSet<>();
        int[] major = {0};
        boolean[] whole = {false};
        scan(
                file,
                new Reader() {
                    @Override
                    public void line(Section section, String line) {
                        Matcher from = FROM.matcher(line);
                        if (from.matches()) {
                            major[0] = Integer.parseInt(from.group(1));
                        }
                        whole[0] |= line.equals(LAST);
                        if (section.rows()) {
                            if (!line.isEmpty() && !line.startsWith("--")) {
                                tables.add(section.table());
                            }
                        } else if (!NO_SCHEMA.contains(section.type()) && !line.startsWith("\\")) {
                            schema.append(line).append('\n');
                        }
                    }
                });
        if (!whole[0]) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "%s is damaged: it is cut short, its last line is missing".formatted(file),
                    "nothing was executed; name another one: --from-backup FILE");
        }
        return new PlainDump(file, schema.toString(), tables, major[0]);
    }

    /// To whom what is in it belongs.
    public Ownership ownership() {
        return Ownership.of(schema);
    }

    /// The schema without a row, in a new database.
    ///
    /// @param failures gets what could not be made, one half sentence each
    public ScratchDatabase empty(ScratchServer server, String owner, List<String> failures) {
        ScratchDatabase database =
                server.create(
                        ScratchOptions.plain()
                                .ownedBy(owner)
                                .withRoles(ownership().roles())
                                .withExtensions(beforehand(server)));
        Set<String> gives = Set.copyOf(ownership().statements());
        for (SqlStatement statement : StatementSplitter.split(schema)) {
            if (statement.form() == SqlStatement.Form.STATEMENT
                    && !gives.contains(statement.sql())
                    && !isOfTheServer(statement)
                    && database.run(statement.sql()) instanceof MessageOutcome.Failed failed) {
                failures.add(
                        "%s: %s"
                                .formatted(
                                        statement.sql().lines().findFirst().orElse(""),
                                        failed.failure().message()));
            }
        }
        database.reset();
        return database;
    }

    /// Loads the rows of some tables, which are there already and empty.
    ///
    /// @throws BackoutException `backup-invalid`
    public void rows(ScratchDatabase database, Set<TableName> wanted) {
        Connection connection = database.session();
        RowLoader loader = new RowLoader(connection, wanted);
        try {
            scan(place, loader);
            loader.end();
        } catch (SQLException e) {
            throw refused(e.getMessage());
        }
        if (loader.refused != null) {
            throw refused(loader.refused);
        }
    }

    /// Has some sequences, which are there already, stand where they stood.
    ///
    /// @throws BackoutException `backup-invalid`
    public void positions(ScratchDatabase database, Set<TableName> wanted) {
        scan(
                place,
                (section, line) -> {
                    if (section.type().equals(POSITION)
                            && line.startsWith("SELECT ")
                            && wanted.contains(section.table())
                            && database.run(line) instanceof MessageOutcome.Failed failed) {
                        throw refused(failed.failure().message());
                    }
                });
        database.reset();
    }

    private BackoutException refused(@Nullable String why) {
        return BackoutException.of(
                ErrorCode.BACKUP_INVALID,
                "rows of the backup %s cannot be restored: %s"
                        .formatted(
                                place, String.valueOf(why).lines().findFirst().orElse("unknown")),
                "nothing was executed; name another one: --from-backup FILE");
    }

    private List<String> beforehand(ScratchServer server) {
        List<String> names = new ArrayList<>();
        Matcher found = EXTENSION.matcher(schema);
        while (server.superuser() && found.find()) {
            String name = found.group(1).replace("\"", "").replace(";", "");
            if (server.offer(name) == ExtensionOffer.UNTRUSTED) {
                names.add(name);
            }
        }
        return names;
    }

    /// What an ordinary role is refused, or what is there already.
    private static boolean isOfTheServer(SqlStatement statement) {
        return statement.beginsWith("CREATE", "SCHEMA")
                        && statement.sql().startsWith("CREATE SCHEMA public")
                || statement.beginsWith("COMMENT", "ON", "EXTENSION")
                || statement.beginsWith("COMMENT", "ON", "SCHEMA");
    }

    /// Where a line stands.
    ///
    /// @param type the kind of the entry, as pg_dump writes it; empty before the first
    private record Section(String type, String schema, String name) {
        boolean rows() {
            return type.equals("TABLE DATA");
        }

        TableName table() {
            return new TableName(schema, name);
        }
    }

    /// Takes the lines of a dump.
    private interface Reader {
        void line(Section section, String line) throws SQLException;
    }

    private static void scan(Path file, Reader reader) {
        Section section = new Section("", "", "");
        boolean rows = false;
        String last = "";
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(stream(file), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                Matcher entry = ENTRY.matcher(line);
                if (!rows && last.equals("--") && entry.matches()) {
                    section = new Section(entry.group(2), entry.group(3), entry.group(1));
                }
                reader.line(section, line);
                if (section.rows()) {
                    rows = rows ? !line.equals("\\.") : COPY.matcher(line).matches();
                }
                last = line;
                line = in.readLine();
            }
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.BACKUP_INVALID,
                    "%s cannot be read to its end: %s".formatted(file, FileTrouble.text(e)),
                    List.of("nothing was executed; name another one: --from-backup FILE"),
                    e);
        } catch (SQLException e) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "rows of the backup %s cannot be restored: %s"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("unknown")),
                    "nothing was executed; name another one: --from-backup FILE");
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        int first = in.read();
        int second = in.read();
        in.close();
        InputStream again = Files.newInputStream(file);
        return (first << 8 | second) == GZIP ? new GZIPInputStream(again, 1 << 16) : again;
    }

    /// Sends rows, by COPY or as the statements that stand there.
    private static final class RowLoader implements Reader {
        private final Connection connection;
        private final Set<TableName> wanted;
        private final StringBuilder statement = new StringBuilder();
        private @Nullable CopyIn copy;
        private @Nullable String refused;

        RowLoader(Connection connection, Set<TableName> wanted) {
            this.connection = connection;
            this.wanted = wanted;
        }

        @Override
        public void line(Section section, String line) throws SQLException {
            CopyIn open = copy;
            if (open != null) {
                if (line.equals("\\.")) {
                    open.endCopy();
                    copy = null;
                } else {
                    byte[] row = (line + "\n").getBytes(StandardCharsets.UTF_8);
                    open.writeToCopy(row, 0, row.length);
                }
            } else if (section.rows() && wanted.contains(section.table())) {
                if (COPY.matcher(line).matches()) {
                    copy =
                            connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn(line.substring(0, line.length() - 1));
                } else if (!line.isBlank() && !line.startsWith("--")) {
                    statement.append(line).append('\n');
                    send();
                }
            }
        }

        /// A row that is written as an INSERT may go over several lines.
        private void send() {
            String text = statement.toString();
            boolean open = text.chars().filter(one -> one == '\'').count() % 2 == 1;
            if (open || !text.endsWith(";\n")) {
                return;
            }
            if (SimpleQuery.run(connection, text) instanceof MessageOutcome.Failed failed) {
                refused = failed.failure().message();
            }
            statement.setLength(0);
        }

        void end() throws SQLException {
            if (copy != null) {
                copy.cancelCopy();
                refused = "the rows of a table are cut short";
            }
        }
    }
}
