package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.proof.HistoryProver;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Subject;
import dev.backout.proof.Verdict;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.Resource;
import dev.backout.sql.SimpleQuery;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.process.ProgramResult;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One history with every operation of the tool's builder, a migration each: all of them proved,
/// and led back to what pg_dump printed before them.
class OperationsTest {
    /// Roles belong to the server, and the server lets a superuser only make the others.
    private static final Set<String> OUT_OF_REACH =
            Set.of(
                    "dropRole",
                    "renameRole",
                    "createOperatorFamily",
                    "dropOperatorFamily",
                    "renameOperatorFamily",
                    "addToOperatorFamily",
                    "removeFromOperatorFamily",
                    "createOperatorClass",
                    "dropOperatorClass",
                    "renameOperatorClass");

    private static final String NAMES =
            """
            import { MigrationBuilder } from 'node-pg-migrate';
            const none = { query() {}, select() {} };
            const pgm = new MigrationBuilder(none, {}, false, console);
            for (const name of Object.keys(pgm))
                if (typeof pgm[name] === 'function' && name !== 'func') console.log(name);
            """;
    private static final int MAJOR = 15;

    /// Every so many migrations pg_dump is asked.
    private static final int STRIDE = 6;

    @TempDir Path folder;

    private final List<String> operations = new ArrayList<>();

    @BeforeEach
    void project() throws IOException {
        NodePgCli.required().into(folder);
        Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(folder.resolve("migrations"));
        for (String line : Resource.text(OperationsTest.class, "operations.txt").lines().toList()) {
            String[] parts = line.split(" \\| ", 2);
            operations.add(parts[0]);
            Files.writeString(
                    folder.resolve("migrations/%03d_%s.js".formatted(operations.size(), parts[0])),
                    "exports.up = (pgm) => {\n    %s\n};\n".formatted(parts[1]));
        }
    }

    @Test
    void everyOperationIsThere() {
        ProgramResult asked =
                ProgramResult.of(
                        folder, List.of("node", "--input-type=module", "-e", NAMES), Map.of());
        Set<String> known = new TreeSet<>(operations);
        assertThat(known).doesNotContainAnyElementsOf(OUT_OF_REACH);
        known.addAll(OUT_OF_REACH);
        assertThat(known).containsExactlyElementsOf(new TreeSet<>(asked.output().lines().toList()));
        assertThat(operations).hasSizeGreaterThan(60);
    }

    @Test
    void everyOneIsProvedAndPgDumpAgrees() throws SQLException {
        MigrationDirectory directory =
                NodePgMigrate.of(NodePgSettings.usual(), folder)
                        .read(new MigrationSource.OnDisk(folder.resolve("migrations")));
        assertThat(directory.problems()).isEmpty();
        List<MigrationProof> proofs = proofs(directory);
        assertThat(proofs)
                .hasSameSizeAs(operations)
                .allSatisfy(proof ->
                        assertThat(proof.verdict())
                                .as(proof.name() + " " + proof.broken())
                                .isInstanceOf(Verdict.Proved.class));
        thereAndBack(directory, proofs);
    }

    private static List<MigrationProof> proofs(MigrationDirectory directory) {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Embedded(MAJOR))) {
            return new HistoryProver(
                            server,
                            ScratchOptions.plain(),
                            new PostgresDdl(DdlOptions.of(MAJOR)),
                            1,
                            false)
                    .prove(
                            directory.migrations().stream()
                                    .map(one -> new Subject(one.name(), one.script().text(), null))
                                    .toList(),
                            subject -> true,
                            proof -> {});
        }
    }

    private static void thereAndBack(MigrationDirectory directory, List<MigrationProof> proofs)
            throws SQLException {
        JudgeServer server = JudgeServer.shared(MAJOR);
        PgDump program = PgDumps.required(MAJOR);
        String database = server.createDatabase();
        Map<Integer, String> dumps = new HashMap<>();
        try (Connection connection = server.connect(database)) {
            for (int i = 0; i < proofs.size(); i++) {
                if (i % STRIDE == 0) {
                    dumps.put(i, dump(program, server, database).text());
                }
                Migration migration = directory.migrations().get(i);
                run(connection, migration.name(), migration.script().text());
            }
            for (int i = proofs.size() - 1; i >= 0; i--) {
                run(
                        connection,
                        "the inverse of " + proofs.get(i).name(),
                        proofs.get(i).inverse().stream()
                                .map(Statement::text)
                                .collect(Collectors.joining("\n")));
                if (i % STRIDE == 0) {
                    assertThat(dump(program, server, database).text())
                            .as("before " + proofs.get(i).name())
                            .isEqualTo(dumps.get(i));
                }
            }
        }
    }

    private static Dump dump(PgDump program, JudgeServer server, String database) {
        return program.schema(server.plainUrl(database)).withoutColumnOrder();
    }

    private static void run(Connection connection, String what, String sql) {
        assertThat(SimpleQuery.runScript(connection, sql))
                .as(what)
                .isInstanceOf(MessageOutcome.Completed.class);
    }
}
