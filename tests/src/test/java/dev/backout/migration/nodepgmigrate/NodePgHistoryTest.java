package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.History;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.ToolLock;
import dev.backout.migration.nodepgmigrate.NodePgSettings.HistoryTable;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.process.ProgramResult;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The history, its lock and its order beside the real command line, and directories that are odd.
class NodePgHistoryTest {
    @TempDir Path folder;

    private final JudgeServer server = JudgeServer.shared(15);
    private final NodePgCli cli = NodePgCli.required();
    private String database = "";
    private Connection connection;

    @BeforeEach
    void open() throws SQLException, IOException {
        database = server.createDatabase();
        connection = server.connect(database);
        Files.createDirectories(folder.resolve("migrations"));
        write("1_a.sql", "CREATE TABLE a (id int);");
        write("2_b.sql", "CREATE TABLE b (id int);");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.dropDatabase(database);
    }

    @Test
    void namesThatNeedQuotingAreTheToolsOwn() throws SQLException {
        Sql.execute(connection, "CREATE SCHEMA \"My App\"");
        String[] options = {"-t", "Our Migrations", "--migrations-schema", "My App"};
        assertThat(cli("up", options).exit()).isZero();
        NodePgMigrate tool = tool(new HistoryTable("My App", "Our Migrations", "name", "run_on"));
        History history = tool.history(connection);
        assertThat(history.applied()).containsExactly("1_a", "2_b");
        assertThat(history.table()).isEqualTo("\"My App\".\"Our Migrations\"");
        assertThat(tool.change(connection, "2_b", new HistoryAction.DeleteRows())).isEqualTo(1);
        Sql.execute(connection, "DROP TABLE b");
        assertThat(cli("up", options).exit()).isZero();
        List<HistoryRow> rows = tool.history(connection).rowsOf("2_b");
        tool.putBack(connection, "2_b", rows.stream().map(HistoryRow::json).toList());
        assertThat(tool.history(connection).rowsOf("2_b")).isEqualTo(rows);
        assertThat(cli("down", options).exit()).isNotZero();
    }

    @Test
    void otherColumnsAreReadWhenTheyAreNamed() throws SQLException {
        Sql.execute(
                connection,
                """
                CREATE TABLE node_pgmigrations_schema_version (version text, installed_on timestamp);
                INSERT INTO node_pgmigrations_schema_version VALUES ('2_b', '2025-02-01'),
                    ('1_a', '2025-01-01')\
                """);
        String table = "node_pgmigrations_schema_version";
        NodePgMigrate tool = tool(new HistoryTable("public", table, "version", "installed_on"));
        assertThat(tool.history(connection).applied()).containsExactly("1_a", "2_b");
        tool.change(connection, "2_b", new HistoryAction.DeleteRows());
        tool.change(connection, "2_b", new HistoryAction.MarkApplied(""));
        assertThat(tool.history(connection).applied()).containsExactly("1_a", "2_b");
        assertThatThrownBy(() ->
                        tool(new HistoryTable("public", table, "name", "run_on"))
                                .history(connection))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("it has no column name, only version, installed_on");
        assertThat(tool(HistoryTable.usual("public")).history(connection).notes())
                .singleElement()
                .asString()
                .contains("public.node_pgmigrations_schema_version looks like a history");
    }

    @Test
    void theLockIsTheToolsOwn() {
        NodePgMigrate tool = tool(HistoryTable.usual("public"));
        try (ToolLock lock = tool.lock(connection, Duration.ZERO)) {
            assertThat(cli("up").errors()).contains("Another migration is already running");
            assertThat(tool.lockHolders(connection)).hasSize(1);
        }
        assertThat(cli("up").exit()).isZero();
    }

    @Test
    void theOrderIsCheckedAsTheToolChecksIt() throws SQLException, IOException {
        assertThat(cli("up").exit()).isZero();
        write("1_B_late.sql", "CREATE TABLE late (id int);");
        NodePgMigrate tool = tool(HistoryTable.usual("public"));
        String words = tool.stops(tool.history(connection), read(tool));
        assertThat(words).isNotNull();
        assertThat(cli("up").errors()).contains(words);
        assertThat(cli("down").errors()).contains(words);
        Files.delete(folder.resolve("migrations/1_B_late.sql"));
        assertThat(tool.stops(tool.history(connection), read(tool))).isNull();
        Files.delete(folder.resolve("migrations/1_a.sql"));
        assertThat(tool.stops(tool.history(connection), read(tool)))
                .isEqualTo("Not run migration 2_b is preceding already run migration 1_a");
    }

    @Test
    void trapsOfADirectoryAreProblems() throws IOException {
        write("3_c.up.sql", "CREATE TABLE c (id int);");
        write("3_c.down.sql", "DROP TABLE c;");
        write("4_d.sql", "CREATE TABLE d (id int);\n-- Down Migration\nDROP TABLE d;");
        write("5_e.sql", "CREATE INDEX CONCURRENTLY e ON a (id);");
        write("README.md", "words");
        write(".hidden.sql", "no migration");
        MigrationDirectory directory = read(tool(HistoryTable.usual("public")));
        assertThat(directory.problems())
                .extracting(DirectoryProblem::kind)
                .containsExactlyInAnyOrder(
                        DirectoryProblem.Kind.DOWN_AS_UP,
                        DirectoryProblem.Kind.DOWN_AS_UP,
                        DirectoryProblem.Kind.REFUSED_TRANSACTION,
                        DirectoryProblem.Kind.NOT_A_MIGRATION,
                        DirectoryProblem.Kind.NOT_A_MIGRATION);
        assertThat(cli("up").exit()).isNotZero();
    }

    @Test
    void aDirectoryOfPrismaIsRefused() throws IOException {
        Path other = folder.resolve("prisma/20250101_a");
        Files.createDirectories(other);
        Files.writeString(other.resolve("migration.sql"), "select 1;");
        NodePgMigrate tool = tool(HistoryTable.usual("public"));
        assertThatThrownBy(() -> tool.read(new MigrationSource.OnDisk(folder.resolve("prisma"))))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("holds migrations of prisma (20250101_a/migration.sql)");
    }

    private MigrationDirectory read(NodePgMigrate tool) {
        return tool.read(new MigrationSource.OnDisk(folder.resolve("migrations")));
    }

    private NodePgMigrate tool(HistoryTable history) {
        return NodePgMigrate.of(NodePgSettings.in(history), folder);
    }

    private ProgramResult cli(String action, String... options) {
        String[] words = new String[options.length + 1];
        words[0] = action;
        System.arraycopy(options, 0, words, 1, options.length);
        return cli.run(folder, server.plainUrl(database), words);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("migrations").resolve(name), text);
    }
}
