package dev.backout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.process.ProgramResult;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The file system of the container image, laid out without an engine, and the program run from it
/// as an ordinary user. What is in it was packaged before: this module comes after app.
class ImageTest {
    private static final Path ROOT = Path.of(System.getProperty("backout.root", ".."));
    private static final Path BUILT =
            Path.of(System.getProperty("backout.built", ROOT.toString())).toAbsolutePath();
    private static final String SCRIPT = ROOT.resolve("build/image").toAbsolutePath().toString();
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir private static Path folder;

    @BeforeAll
    static void layOut() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(BUILT.resolve("app/target/backout.jar")),
                "there is no app/target/backout.jar to lay out: mvn package makes it before this"
                        + " module, mvn test does not");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectories(folder.resolve("home"));
        Files.setPosixFilePermissions(
                folder.resolve("home"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path migration = folder.resolve("project/prisma/migrations/1_first");
        Files.createDirectories(migration);
        Files.writeString(migration.resolve("migration.sql"), "CREATE TABLE users (id int);");
        Files.writeString(
                folder.resolve("project/prisma/schema.prisma"),
                "datasource db {\n  provider = \"postgresql\"\n}\n");
        ProgramResult laid =
                run(ROOT, List.of(SCRIPT, "--no-aot", folder.resolve("image").toString()));
        assertThat(laid.exit()).as(laid.errors()).isZero();
    }

    @Test
    void theProgramProvesAndExaminesAsAnOrdinaryUser() {
        assertThat(backout("--version").output()).startsWith("backout ");
        ProgramResult check = backout("check");
        assertThat(check.exit()).as(check.output() + check.errors()).isZero();
        assertThat(check.output())
                .contains("ok  1_first  proved", "1 of 1 migrations checked in")
                .contains("embedded PostgreSQL 18");
        assertThat(backout("doctor").output())
                .contains("Java 25", "embedded PostgreSQL 18")
                .contains("1 in " + folder.resolve("project/prisma/migrations"));
    }

    /// jdeps reads every library, which takes its time.
    @Test
    @Tag("long")
    void theRuntimeHasTheModulesThatAreNeeded() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JDK.resolve("bin/jdeps").toString(),
                                "--ignore-missing-deps",
                                "--multi-release",
                                "25",
                                "--print-module-deps",
                                BUILT.resolve("app/target/backout.jar").toString()));
        try (Stream<Path> jars = Files.list(BUILT.resolve("app/target/lib"))) {
            jars.map(Path::toString).forEach(command::add);
        }
        String last = run(ROOT, command).output().strip().lines().reduce("", (_, line) -> line);
        Set<String> needed = new TreeSet<>(Set.of(last.split(",", -1)));
        needed.remove("java.desktop");
        String present = run(ROOT, List.of(SCRIPT, "--modules")).output().strip();
        assertThat(present.split(",", -1)).containsAll(needed).contains("java.base");
    }

    private static ProgramResult backout(String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(
                    List.of(
                            "setpriv",
                            "--reuid",
                            "nobody",
                            "--regid",
                            "nogroup",
                            "--clear-groups"));
        }
        command.add(folder.resolve("image/bin/backout").toString());
        command.addAll(List.of(arguments));
        return run(folder.resolve("project"), command);
    }

    private static ProgramResult run(Path where, List<String> command) {
        return ProgramResult.of(
                where,
                command,
                Map.of(
                        "BACKOUT_JAVA_HOME", JDK.toString(),
                        "BACKOUT_BUILT", BUILT.toString(),
                        "HOME", folder.resolve("home").toString(),
                        "XDG_CACHE_HOME", folder.resolve("home/cache").toString()));
    }
}
