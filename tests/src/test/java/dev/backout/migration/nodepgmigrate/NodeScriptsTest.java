package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.sql.SeparateMessages;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What JavaScript and TypeScript migrations send, as the real package tells it without a database;
/// and those that do not tell.
class NodeScriptsTest {
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @TempDir Path folder;

    @BeforeEach
    void project() throws IOException {
        NodePgCli.required().into(folder);
        Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(folder.resolve("migrations"));
        write("package.json", "{}");
    }

    @Test
    void statementsAreTheToolsOwn() throws IOException {
        write(
                "migrations/1_a.js",
                """
                exports.shorthands = { short: { type: 'varchar(9)' } };
                exports.up = (pgm) => {
                    console.log('some words');
                    pgm.createTable('a', { id: 'id', name: 'short' });
                };
                """);
        write(
                "migrations/2_b.ts",
                """
                import { tables } from './../names';
                export async function up(pgm: import('node-pg-migrate').MigrationBuilder) {
                    pgm.noTransaction();
                    pgm.addColumn(tables.first, { more: 'short' });
                    pgm.addIndex(tables.first, 'more', { concurrently: true });
                }
                export const down = false;
                """);
        write("names.ts", "export const tables: Record<string, string> = { first: 'a' };");
        write(
                "migrations/3_c.mjs",
                """
                export const up = (pgm, run) => { pgm.sql('select 1'); setTimeout(run, 5); };
                """);
        MigrationDirectory read = read();
        assertThat(read.problems()).isEmpty();
        Migration first = named(read, "1_a");
        assertThat(first.script().text())
                .isEqualTo(
                        "CREATE TABLE \"a\" (\n  \"id\" serial PRIMARY KEY,\n"
                                + "  \"name\" varchar(9)\n);\n");
        assertThat(text(first)).isEqualTo("DROP TABLE \"a\";\n");
        Migration second = named(read, "2_b");
        assertThat(SeparateMessages.of(second.script().text()))
                .hasSize(2)
                .first()
                .asString()
                .contains("ADD \"more\" varchar(9)");
        assertThat(second.down()).isNull();
        assertThat(second.noDown()).contains("User has disabled down migration");
        assertThat(named(read, "3_c").noDown())
                .contains("Impossible to automatically infer down migration");
    }

    @Test
    void whatDoesNotTellIsSaidAndTheOthersAreRead() throws IOException {
        write("migrations/1_throws.js", "exports.up = () => { throw new Error('no luck'); };");
        write("migrations/2_syntax.js", "exports.up = (pgm => {");
        write(
                "migrations/3_connects.js",
                """
                const { Client } = require('pg');
                exports.up = async (pgm) => {
                    try { await new Client({ host: '127.0.0.1' }).connect(); } catch (e) { }
                    pgm.sql('select 1');
                };
                """);
        write(
                "migrations/4_asks.js",
                "exports.up = async (pgm) => { await pgm.db.query('select 1'); };");
        write("migrations/5_exits.js", "exports.up = () => process.exit(0);");
        write("migrations/6_endless.js", "exports.up = () => { for (;;) console.log('words'); };");
        write(
                "migrations/7_writes.js",
                "require('fs').writeFileSync('stolen', 'x'); exports.up = () => {};");
        write(
                "migrations/8_runs.js",
                "require('child_process').execSync('id'); exports.up = () => {};");
        write("migrations/9_good.js", "exports.up = (pgm) => pgm.sql('select 2');");
        write("migrations/10_nothing.js", "exports.down = (pgm) => pgm.sql('select 2');");
        MigrationDirectory read = read();
        assertThat(read.migrations()).extracting(Migration::name).containsExactly("9_good");
        assertThat(read.problems())
                .allSatisfy(
                        one -> assertThat(one.kind()).isEqualTo(DirectoryProblem.Kind.UNREADABLE))
                .extracting(DirectoryProblem::message)
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("1_throws.js throws: no luck"),
                        one -> assertThat(one).startsWith("2_syntax.js throws: "),
                        one -> assertThat(one).startsWith("3_connects.js connects somewhere by"),
                        one -> assertThat(one).startsWith("4_asks.js asks the database while"),
                        one -> assertThat(one).startsWith("5_exits.js ends the whole process"),
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                "6_endless.js does not come to an end within 4 s"
                                                        + " (nodePgMigrate.timeLimit of"
                                                        + " backout.yaml)"),
                        one -> assertThat(one).startsWith("7_writes.js throws: Access to this API"),
                        one -> assertThat(one).startsWith("8_runs.js throws: Access to this API"),
                        one -> assertThat(one).startsWith("10_nothing.js throws: Unknown value"));
        assertThat(folder.resolve("stolen")).doesNotExist();
    }

    @Test
    void whatNeverEndsIsNamedAndNothingOfItIsLeftBehind() throws IOException {
        write(
                "migrations/1_waits.js",
                "exports.up = async (pgm) => { await new Promise(() => {}); };");
        write("migrations/2_calls.js", "exports.up = (pgm, run) => { pgm.sql('select 1'); };");
        write(
                "migrations/3_down.js",
                """
                exports.up = (pgm) => pgm.sql('select 3');
                exports.down = () => new Promise(() => {});
                """);
        write(
                "migrations/4_imports.mjs",
                "await new Promise(() => {}); export const up = (pgm) => pgm.sql('select 4');");
        write(
                "migrations/5_timer.js",
                """
                process.on('SIGTERM', () => {});
                setInterval(() => {}, 1000);
                exports.up = () => new Promise(() => {});
                """);
        write(
                "migrations/6_ends.js",
                """
                setInterval(() => {}, 1000);
                exports.up = (pgm) => pgm.sql('select 6');
                """);
        MigrationDirectory read = read();
        assertThat(read.migrations())
                .extracting(Migration::name)
                .containsExactly("3_down", "6_ends");
        assertThat(named(read, "3_down").noDown()).startsWith("its down never ends: ");
        assertThat(read.problems())
                .extracting(DirectoryProblem::message)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("1_waits.js never ends: it waits for"),
                        one -> assertThat(one).startsWith("2_calls.js never ends: it waits for"),
                        one -> assertThat(one).startsWith("4_imports.mjs never ends: it waits"),
                        one -> assertThat(one).startsWith("5_timer.js does not come to an end"));
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(one -> one.info().commandLine().orElse("").contains("load.mjs"));
    }

    @Test
    void whatTakesTooMuchMemoryIsSaid() throws IOException {
        write(
                "migrations/1_hoards.js",
                "exports.up = () => { const all = []; for (;;) all.push(Array(1e7).fill(0)); };");
        assertThat(read(Duration.ofMinutes(1)).problems())
                .extracting(DirectoryProblem::message)
                .containsExactly("1_hoards.js takes more than 512 MB of memory");
    }

    @Test
    void manySlowOnesHaveATimeLimitEach() throws IOException {
        for (int i = 1; i <= 3; i++) {
            write(
                    "migrations/%d_slow.js".formatted(i),
                    """
                    exports.up = async (pgm) => {
                        await new Promise((done) => setTimeout(done, 1500));
                        pgm.sql('select 1');
                    };
                    """);
        }
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void withoutThePackageItIsSaid() throws IOException {
        Files.delete(folder.resolve("node_modules"));
        write("migrations/1_a.js", "exports.up = () => {};");
        write("migrations/2_b.sql", "select 1;");
        MigrationDirectory read = read();
        assertThat(read.migrations()).extracting(Migration::name).containsExactly("2_b");
        assertThat(read.problems().getFirst().message())
                .contains("1_a.js can be read with node-pg-migrate only", "npm ci");
    }

    @Test
    void aCommitIsReadWithItsOwnImports() throws IOException {
        Files.delete(folder.resolve(".git"));
        write("migrations/1_a.js", "exports.up = (pgm) => pgm.sql(require('../words').text);");
        write("words.js", "exports.text = 'select 1';");
        write(".gitignore", "node_modules\n");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "a");
        write("words.js", "exports.text = 'select 2';");
        assertThat(named(read(), "1_a").script().text()).isEqualTo("select 2;\n");
        MigrationDirectory then =
                tool(LIMIT)
                        .read(new MigrationSource.AtGitRef(folder.resolve("migrations"), "HEAD"));
        assertThat(named(then, "1_a").script().text()).isEqualTo("select 1;\n");
    }

    private void git(String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(ProgramResult.of(folder, command, java.util.Map.of()).exit()).isZero();
    }

    private static @Nullable String text(Migration migration) {
        return migration.down() == null ? null : migration.down().text();
    }

    private static Migration named(MigrationDirectory directory, String name) {
        Migration migration = directory.named(name);
        assertThat(migration).as(directory.problems().toString()).isNotNull();
        return java.util.Objects.requireNonNull(migration);
    }

    private MigrationDirectory read() {
        return read(LIMIT);
    }

    private MigrationDirectory read(Duration limit) {
        return tool(limit).read(new MigrationSource.OnDisk(folder.resolve("migrations")));
    }

    private NodePgMigrate tool(Duration limit) {
        return NodePgMigrate.of(NodePgSettings.usual().within(limit), folder);
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }
}
