package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.BackupWay;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Backups;
import dev.backout.integration.pgdump.Programs;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// `drill` as it is typed, with real dumps and real restores.
class DrillCommandTest {
    private static final int MAJOR = 15;
    private static final String SETUP =
            """
            CREATE EXTENSION pgcrypto;
            CREATE EXTENSION pg_stat_statements;
            CREATE TYPE mood AS ENUM ('fine', 'bad');
            CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, mood mood,
                token uuid DEFAULT gen_random_uuid());
            COMMENT ON TABLE users IS 'people';
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, note text);
            CREATE MATERIALIZED VIEW names AS SELECT name FROM users;
            CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            DO $$ BEGIN CREATE ROLE clerk;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            CREATE POLICY p ON orders TO clerk USING (true);
            GRANT SELECT ON users TO clerk;
            CREATE INDEX ON orders (user_id) WHERE note IS NOT NULL;
            INSERT INTO users (name, mood) SELECT 'n' || i, 'fine' FROM generate_series(1, 300) i;
            INSERT INTO orders SELECT i, i, 'x' FROM generate_series(1, 300) i;
            REFRESH MATERIALIZED VIEW names;
            """;

    private static JudgeServer server;
    private static Path pgDump;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder;
    private String database;

    @BeforeAll
    static void start() {
        pgDump = Programs.required(MAJOR);
        server = JudgeServer.shared(MAJOR);
    }

    @BeforeEach
    void fill() throws SQLException {
        database = server.createDatabase();
        execute(SETUP);
        configure("");
    }

    @AfterEach
    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    @Test
    void restoresTheNewestAndHoldsItAgainstWhatWasWrittenDown() throws SQLException {
        take("shop-1", new BackupWay.WholeDump());
        execute("DELETE FROM orders; ALTER TABLE users DROP COLUMN name CASCADE");
        assertThat(run("drill")).as(text(out) + text(err)).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("backup:    " + folder.resolve("backups/shop-1.dump"))
                .contains("holds:     whole database " + database + ", 2 tables, 600 rows")
                .contains("entries on embedded PostgreSQL 15", "by pg_restore ")
                .contains("rows:      600 rows in 2 tables", "; no target, set backup.rto")
                .contains("verdict:   VERIFIED");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void theDoctorKnowsWhetherTheNewestWasTried() {
        run("doctor");
        assertThat(text(out)).contains("there is no backup in ", "pg_dump ");
        take("shop-1", new BackupWay.WholeDump());
        run("doctor");
        assertThat(text(out)).contains("the newest backup was never tried: ");
        run("drill");
        run("doctor");
        assertThat(text(out)).contains("shop-1.dump, ", " old, tried ");
    }

    @Test
    void printsOneObjectForMachinesAndMissesTargets() throws IOException {
        configure("  rto: 1ms\n  rpo: 24h\n");
        take("shop-1", new BackupWay.WholeDump());
        assertThat(run("drill", "--json")).isEqualTo(ExitCode.NO);
        JsonNode report = new JsonMapper().readTree(text(out));
        assertThat(report.path("verdict").asText()).isEqualTo("verified");
        assertThat(report.path("passed").asBoolean()).isFalse();
        assertThat(report.path("rto").path("met").asBoolean()).isFalse();
        assertThat(report.path("rpo").path("met").asBoolean()).isTrue();
        assertThat(report.path("tables").path("public.users").asInt()).isEqualTo(300);
    }

    @Test
    void aDumpOfTablesAloneIsHeldAgainstItsOwnCounts() {
        take("shop-1", new BackupWay.TablesDump(List.of(new TableName("public", "orders"))));
        assertThat(run("drill")).as(text(out)).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("with the rows of public.orders", "VERIFIED");
    }

    @Test
    void aTruncatedDumpIsBadAndTheNextOneIsNamed() throws IOException {
        Path nightly = Files.createDirectories(folder.resolve("nightly")).resolve("shop.dump");
        configure("  nightly: nightly\n");
        Backup.Dump dump = take("shop-1", new BackupWay.WholeDump());
        Files.copy(dump.place(), nightly);
        truncate(dump.place());
        assertThat(run("drill", "--backup", dump.place().toString())).isEqualTo(ExitCode.NO);
        assertThat(text(out))
                .contains("verdict:   BAD, it has ", "were written")
                .contains("next:      backout drill --backup " + nightly);
    }

    @Test
    void aNightlyOneStandsAloneAndIsHeldAgainstTheLiveSchema() throws IOException, SQLException {
        Path nightly = Files.createDirectories(folder.resolve("nightly")).resolve("shop.dump");
        configure("  nightly: nightly/*.dump\n");
        Backup.Dump dump = take("shop-1", new BackupWay.WholeDump());
        Files.move(dump.place(), nightly, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("backups/shop-1.json"));
        assertThat(run("drill")).as(text(out) + text(err)).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("RESTORED", "its schema is the live one");

        execute("ALTER TABLE users ADD COLUMN more int");
        assertThat(run("drill")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("the live schema changed: table public.users is not");

        truncate(nightly);
        assertThat(run("drill")).isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("verdict:   BAD, ", " is damaged: pg_restore said: ");
    }

    @Test
    void anEditedManifestAndAWrongHashAreBad() throws IOException {
        Backup.Dump dump = take("shop-1", new BackupWay.WholeDump());
        byte[] bytes = Files.readAllBytes(dump.place());
        bytes[bytes.length - 20] ^= 1;
        Files.write(dump.place(), bytes);
        assertThat(run("drill")).isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("BAD, its SHA-256 is not the one that was written down");

        Path manifest = folder.resolve("backups/shop-1.json");
        Files.writeString(manifest, Files.readString(manifest).replace(": 300", ": 3"));
        assertThat(run("drill")).isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("shop-1.json was edited");
    }

    @Test
    void whatTheScratchServerLacksIsUnproved() throws SQLException {
        execute(
                """
                CREATE FUNCTION tell() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION tell()\
                """);
        take("shop-1", new BackupWay.WholeDump());
        assertThat(run("drill")).isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("UNPROVED, 1 of it", "EVENT TRIGGER e: permission denied");
    }

    @Test
    void withoutABackupNothingIsProved() {
        assertThat(run("drill")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .contains("file-inaccessible: there is no backup of " + database)
                .contains("backup.nightly");
        assertThat(run("drill", "--backup", "nowhere.dump")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("there is no backup " + folder.resolve("nowhere.dump"));
    }

    private Backup.Dump take(String id, BackupWay way) {
        BackupSettings settings =
                BackupSettings.DEFAULT.withFolder(folder.resolve("backups")).withPgDump(pgDump);
        return (Backup.Dump)
                new Backups(settings, System.getenv()).take(id, way, address(), _ -> {});
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 2000));
    }

    private void configure(String more) {
        try {
            Files.writeString(
                    folder.resolve("backout.yaml"),
                    "backup:\n  folder: backups\n  pgDump: %s\n%s".formatted(pgDump, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExitCode run(String... arguments) {
        out.reset();
        err.reset();
        Shell shell =
                new Shell(
                        folder,
                        Map.of("DATABASE_URL", server.plainUrl(database), "PATH", "/usr/bin:/bin"),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.Terminals.NONE);
        return new Backout(shell).run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private DatabaseAddress address() {
        return DatabaseAddress.parse(server.plainUrl(database), Path.of(""));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
