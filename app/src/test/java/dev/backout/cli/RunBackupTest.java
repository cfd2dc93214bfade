package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Programs;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;
import dev.backout.testkit.run.PlanMaker;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs that begin with a backup.
class RunBackupTest {
    private static final int MAJOR = 15;
    private static final String SETUP =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64),
                finished_at timestamptz, migration_name varchar(255), logs text,
                rolled_back_at timestamptz, started_at timestamptz DEFAULT now(),
                applied_steps_count integer DEFAULT 0);
            CREATE TABLE users (id int PRIMARY KEY, nickname text);
            INSERT INTO users VALUES (1, 'a'), (2, 'b');
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', now(), '1 first', NULL, NULL, now(), 1),
                ('2', 'c2', now(), '2 bad', NULL, NULL, now(), 1)
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
    void plan() throws SQLException, IOException {
        Files.createDirectories(folder.resolve("project/.git"));
        configure(pgDump, "");
        database = server.createDatabase();
        execute(SETUP);
        String copy = server.createDatabase(database);
        try (Connection live = connect(database);
                Connection twin = connect(copy)) {
            PlanFiles.write(
                    PlanMaker.make(
                            live,
                            twin,
                            Prisma.usual(),
                            new UndoneMigration("2 bad", List.of("2"), List.of("c2")),
                            List.of("ALTER TABLE public.users DROP COLUMN nickname")),
                    folder.resolve("project/backout-plan.json"));
        }
        server.dropDatabase(copy);
    }

    @AfterEach
    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    @Test
    void aDumpIsTakenBeforeAnythingIsChanged() throws SQLException, IOException {
        assertThat(run("run", "--yes", "--backup", "pg_dump"))
                .as(text(err))
                .isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("backup:    a dump of the whole database (", "--backup asks for it")
                .contains("pg_dump 1");
        assertThat(files()).hasSize(2).anyMatch(file -> file.startsWith(database + "-01"));
        assertThat(journal()).contains("SHA-256", "whole database " + database);
        assertThat(columns()).isEqualTo("id");
        assertThat(run("drill")).as(text(out)).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("VERIFIED");
    }

    @Test
    void nothingIsChangedWhenItFailsAndTheRunGoesOnAfterwards() throws SQLException, IOException {
        configure(failing(), "");
        assertThat(run("run", "--yes", "--backup", "pg_dump")).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(text(err)).contains("was taken: pg_dump was killed (signal 9)");
        assertThat(columns()).isEqualTo("id,nickname");
        assertThat(files()).isEmpty();

        configure(pgDump, "");
        assertThat(run("run", "--yes", "--backup", "pg_dump"))
                .as(text(err))
                .isEqualTo(ExitCode.DONE);
        assertThat(columns()).isEqualTo("id");
        assertThat(files()).hasSize(2);
    }

    @Test
    void withoutOneForAReasonThatThePolicyMayForbid() throws SQLException, IOException {
        configure(pgDump, "policy:\n  backupRequired: true\n");
        assertThat(run("run", "--yes", "--backup", "none:hurry")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("policy.backupRequired");
        assertThat(columns()).isEqualTo("id,nickname");

        configure(pgDump, "");
        assertThat(run("run", "--yes", "--backup", "none")).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "--yes", "--backup", "none:hurry")).isEqualTo(ExitCode.DONE);
        assertThat(journal()).contains("no backup: hurry");
        assertThat(files()).isEmpty();
    }

    private Path failing() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        script(
                bin.resolve("pg_dump"),
                "[ \"$1\" = --version ] && exec %s --version; kill -9 $$".formatted(pgDump));
        script(
                bin.resolve("pg_restore"),
                "exec %s \"$@\"".formatted(pgDump.resolveSibling("pg_restore")));
        return bin.resolve("pg_dump");
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void configure(Path program, String more) throws IOException {
        Files.writeString(
                folder.resolve("project/backout.yaml"),
                "backup:\n  folder: ../backups\n  pgDump: %s\n%s".formatted(program, more));
    }

    private List<String> files() throws IOException {
        Path backups = folder.resolve("backups");
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private ExitCode run(String... arguments) {
        out.reset();
        err.reset();
        Shell shell =
                new Shell(
                        folder.resolve("project"),
                        Map.of(
                                "DATABASE_URL",
                                server.plainUrl(database),
                                "PATH",
                                "/usr/bin:/bin",
                                "XDG_STATE_HOME",
                                folder.resolve("state").toString()),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.Terminals.NONE);
        return new Backout(shell).run(arguments);
    }

    private static Connection connect(String name) {
        return Database.connect(DatabaseAddress.parse(server.plainUrl(name), Path.of("")));
    }

    private String journal() throws SQLException {
        return value("SELECT string_agg(j::text, ' ') FROM backout.journal j");
    }

    private String columns() throws SQLException {
        return value(
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                        + " 'users'::regclass AND attnum > 0 AND NOT attisdropped");
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
