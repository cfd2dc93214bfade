package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// An initialised data directory, made once per version; every server starts on a copy of it.
///
/// @param entry the cache's entry
/// @param data the data directory; never used by a server itself
/// @param password of the superuser in it
record DataTemplate(Path entry, Path data, String password) {
    /// Ordinary names such as `postgres` stay free for the roles of migrations.
    static final String SUPERUSER = "backout_superuser";

    /// The template for these binaries, initialised now when the cache has none.
    static DataTemplate of(PostgresBinaries binaries, Cache cache, Rights rights)
            throws IOException {
        Path entry =
                cache.entry(
                        "data/" + key(binaries, rights),
                        directory -> initialise(binaries, rights, directory));
        return new DataTemplate(
                entry, entry.resolve("data"), Files.readString(entry.resolve("password")));
    }

    /// Other binaries, other settings, another user: another template.
    private static String key(PostgresBinaries binaries, Rights rights) {
        String made =
                binaries.bin()
                        + settings(binaries.major())
                        + options(binaries.major())
                        + Resources.text("pg_hba.conf");
        return "%s-%s-%08x"
                .formatted(
                        binaries.version(),
                        rights.name().toLowerCase(Locale.ROOT),
                        made.hashCode());
    }

    private static void initialise(PostgresBinaries binaries, Rights rights, Path directory)
            throws IOException {
        Path file = directory.resolve("password");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String password = Passwords.random();
        Files.writeString(file, ScramVerifier.of(password));
        rights.give(file);
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        rights.give(data);
        initdb(binaries, rights, data, file);
        Files.writeString(file, password);
        Files.writeString(
                data.resolve("postgresql.conf"),
                settings(binaries.major()),
                StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), Resources.text("pg_hba.conf"));
    }

    private static String settings(int major) {
        String everywhere = Resources.text("postgresql.conf");
        // New in 18: reading by helper processes, which a small database has no use for.
        return major >= 18 ? everywhere + "io_method = sync\n" : everywhere;
    }

    private static List<String> options(int major) {
        List<String> options =
                List.of(
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--wal-segsize=1",
                        "--no-sync",
                        "--no-instructions");
        // On by default from 18 on: each page is summed up when it is read and when it is written.
        return major >= 18
                ? Stream.concat(options.stream(), Stream.of("--no-data-checksums")).toList()
                : options;
    }

    private static void initdb(
            PostgresBinaries binaries, Rights rights, Path data, Path passwordFile)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                binaries.initdb().toString(),
                                "--pgdata=" + data,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + passwordFile));
        command.addAll(options(binaries.major()));
        Process process =
                new ProcessBuilder(rights.command(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Interruptions.exit(process) != 0) {
            throw BackoutException.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    binaries.origin() + " cannot initialise a data directory: " + output.strip());
        }
    }
}
