package dev.backout.integration.pgdump;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A dump that pg_restore can read.
///
/// @param place the file or folder
/// @param list what is in it
/// @param fromMajor the major version of the server that it shows
/// @param byMajor the major version of the pg_dump that wrote it
/// @param ownership to whom it belongs; without the roles that policies name they cannot be made
/// @param begun when it was begun, or null when it does not say
/// @param parallel whether several connections can read it at once
public record Archive(
        Path place,
        DumpList list,
        int fromMajor,
        int byMajor,
        Ownership ownership,
        @Nullable Instant begun,
        boolean parallel) {
    private static final Pattern BEGUN =
            Pattern.compile("; *Archive created at (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)");
    private static final Pattern TAR = Pattern.compile("; *Format: TAR");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final Pattern FROM = Pattern.compile("; *Dumped from database version: (\\d+)");
    private static final Pattern BY = Pattern.compile("; *Dumped by pg_dump version: (\\d+)");

    /// Reads the table of contents.
    ///
    /// @throws BackoutException `backup-invalid` when it is no dump, cut short in the beginning, or
    ///   of a newer PostgreSQL than the programs at hand
    static Archive read(Path place, PgTool tool, Map<String, String> environment) {
        ChildProcess.Output output =
                ChildProcess.output(
                        List.of(tool.restore().toString(), "--list", place.toString()),
                        ClientEnvironment.plain(environment));
        if (output.errors().contains("unsupported version")) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_UNAVAILABLE,
                    "%s was written by a newer pg_dump than pg_restore %s reads"
                            .formatted(place, tool.version()),
                    "nothing was executed; install the postgresql-client of the version that wrote"
                            + " it, or name its pg_dump under backup.pgDump of backout.yaml");
        }
        if (output.status() != 0) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "%s is no dump that pg_restore %s reads: %s"
                            .formatted(
                                    place,
                                    tool.version(),
                                    output.errors()
                                            .strip()
                                            .replaceFirst("^pg_restore: error: ", "")));
        }
        return new Archive(
                place,
                DumpList.parse(output.text()),
                number(FROM, output.text(), tool.major()),
                number(BY, output.text(), tool.major()),
                ownership(place, tool, environment),
                begun(output.text()),
                !TAR.matcher(output.text()).find());
    }

    /// The file keeps the wall clock of the machine that wrote it, without its zone.
    private static @Nullable Instant begun(String text) {
        Matcher found = BEGUN.matcher(text);
        return found.find()
                ? LocalDateTime.parse(found.group(1), TIME)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()
                : null;
    }

    private static Ownership ownership(Path place, PgTool tool, Map<String, String> environment) {
        StringBuilder schema = new StringBuilder();
        List<String> command =
                List.of(tool.restore().toString(), "--schema-only", "--file=-", place.toString());
        try (ChildProcess child =
                ChildProcess.start(
                        command,
                        ClientEnvironment.plain(environment),
                        line -> schema.append(line).append('\n'),
                        _ -> {})) {
            child.await(() -> {});
        }
        return Ownership.of(schema.toString());
    }

    private static int number(Pattern pattern, String text, int otherwise) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }
}
