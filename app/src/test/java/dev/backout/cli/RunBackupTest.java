package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Programs;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Runs that begin with a backup.
class RunBackupTest {
    private static final int MAJOR = 15;

    private static Path pgDump;

    @TempDir private Path folder;
    private Desk desk;

    @BeforeAll
    static void start() {
        pgDump = Programs.required(MAJOR);
    }

    @BeforeEach
    void plan() throws SQLException, IOException {
        desk =
                Desk.planned(
                                JudgeServer.shared(MAJOR),
                                folder.resolve("project"),
                                "backout-plan.json")
                        .with("PATH", "/usr/bin:/bin")
                        .with("XDG_STATE_HOME", folder.resolve("state").toString());
        configure(pgDump, "");
    }

    @AfterEach
    void drop() throws SQLException {
        desk.drop();
    }

    @Test
    void aDumpIsTakenBeforeAnythingIsChanged() throws SQLException, IOException {
        Desk.Answer said = desk.type("run", "--yes", "--backup", "pg_dump").is(ExitCode.DONE);
        assertThat(said.out())
                .contains("backup:    a dump of the whole database (", "--backup asks for it")
                .contains("pg_dump 1");
        assertThat(files()).hasSize(2).anyMatch(file -> file.startsWith(desk.database() + "-01"));
        assertThat(journal()).contains("SHA-256", "whole database " + desk.database());
        assertThat(desk.columns()).isEqualTo("id");
        said = desk.type("drill").is(ExitCode.DONE);
        assertThat(said.out()).contains("VERIFIED");
    }

    @Test
    void nothingIsChangedWhenItFailsAndTheRunGoesOnAfterwards() throws SQLException, IOException {
        configure(failing(), "");
        Desk.Answer said =
                desk.type("run", "--yes", "--backup", "pg_dump").is(ExitCode.STEP_FAILED);
        assertThat(said.err()).contains("was taken: pg_dump was killed (signal 9)");
        assertThat(desk.columns()).isEqualTo("id,nickname");
        assertThat(files()).isEmpty();

        configure(pgDump, "");
        desk.type("run", "--yes", "--backup", "pg_dump").is(ExitCode.DONE);
        assertThat(desk.columns()).isEqualTo("id");
        assertThat(files()).hasSize(2);
    }

    @Test
    void withoutOneForAReasonThatThePolicyMayForbid() throws SQLException, IOException {
        configure(pgDump, "policy:\n  backupRequired: true\n");
        Desk.Answer said = desk.type("run", "--yes", "--backup", "none:hurry").is(ExitCode.USAGE);
        assertThat(said.err()).contains("policy.backupRequired");
        assertThat(desk.columns()).isEqualTo("id,nickname");

        configure(pgDump, "");
        desk.type("run", "--yes", "--backup", "none").is(ExitCode.USAGE);
        desk.type("run", "--yes", "--backup", "none:hurry").is(ExitCode.DONE);
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
        desk.write(
                "backout.yaml",
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

    private @Nullable String journal() throws SQLException {
        return desk.value("SELECT string_agg(j::text, ' ') FROM backout.journal j");
    }
}
