package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.prisma.HistoryTable;
import dev.backout.testkit.prisma.PrismaCli;
import dev.backout.testkit.prisma.PrismaProject;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `backout reset` beside the real `prisma migrate reset`, each in a database of its own: what they
/// leave is the same.
class PrismaResetTest {
    private final PrismaCli cli = PrismaCli.required();
    private final JudgeServer server = JudgeServer.shared(15);

    @TempDir Path ourFolder;
    @TempDir Path theirFolder;
    private PrismaProject ours;
    private PrismaProject theirs;

    @BeforeEach
    void open() throws SQLException, IOException {
        ours = project(ourFolder);
        theirs = project(theirFolder);
    }

    @Test
    void whatIsLeftIsTheSame() throws SQLException {
        assertTheSame(2);
        assertThat(cli.status(ours).output()).contains("up to date");
    }

    @Test
    void severalSchemasAreMadeAnew() throws SQLException, IOException {
        for (PrismaProject project : List.of(ours, theirs)) {
            Files.writeString(
                    project.directory().resolve("prisma/schema.prisma"),
                    """
                    datasource db {
                      provider = "postgresql"
                      schemas = ["public", "app"]
                    }
                    """);
            project.migration(
                    "3_app", "CREATE SCHEMA IF NOT EXISTS app; CREATE TABLE app.a (i int)");
            execute(project, "CREATE SCHEMA app; CREATE TABLE app.by_hand (i int)");
        }
        assertTheSame(3);
    }

    private void assertTheSame(int migrations) throws SQLException {
        assertThat(cli.run(theirs, "migrate", "reset", "--force").exit()).isZero();
        assertThat(reset()).isEqualTo(ExitCode.DONE);
        PgDump dump = PgDumps.required(15);
        assertThat(dump.schema(ours.url()).text())
                .isEqualTo(dump.schema(theirs.url()).text())
                .doesNotContain("by_hand");
        assertThat(history(ours)).isEqualTo(history(theirs)).hasSize(migrations);
    }

    private PrismaProject project(Path folder) throws SQLException, IOException {
        PrismaProject project =
                PrismaProject.in(folder, server.plainUrl(server.createDatabase()))
                        .migration("1_first", "CREATE TABLE users (id int PRIMARY KEY);")
                        .migration("2_second", "CREATE TYPE mood AS ENUM ('a', 'b');");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve("backout.yaml"),
                "environments:\n  dev:\n    url: %s\n    production: false\n"
                        .formatted(project.url()));
        execute(project, "CREATE TABLE by_hand (id int); CREATE SCHEMA stays");
        return project;
    }

    private ExitCode reset() {
        PrintStream out = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new Backout(
                        new Shell(
                                ourFolder,
                                Map.of("DATABASE_URL", ours.url()),
                                new ByteArrayInputStream(new byte[0]),
                                out,
                                out,
                                Shell.Terminals.NONE))
                .run("reset", "--yes");
    }

    private List<HistoryTable.Row> history(PrismaProject project) throws SQLException {
        try (Connection connection = connect(project)) {
            return HistoryTable.rows(connection);
        }
    }

    private void execute(PrismaProject project, String sql) throws SQLException {
        try (Connection connection = connect(project);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(PrismaProject project) throws SQLException {
        return server.connect(project.url().substring(project.url().lastIndexOf('/') + 1));
    }
}
