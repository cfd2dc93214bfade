package dev.backout.drill;

import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.Checksums;
import dev.backout.backup.Manifest;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.SchemaMarks;
import dev.backout.backup.Sizes;
import dev.backout.catalog.CatalogReader;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.Archive;
import dev.backout.integration.pgdump.Restore;
import dev.backout.integration.pgdump.Restore.Part;
import dev.backout.integration.pgdump.RestoreReport;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Restores a backup and looks at what came back. For one thread.
public final class Drill {
    /// A restored database is bigger than its compressed dump, mostly by less than this.
    private static final int UNPACKED = 6;

    private final BackupSettings settings;
    private final Restore restore;
    private final ScratchStarter servers;
    private final Consumer<BackupProgress> listener;

    /// Starts a scratch server.
    @FunctionalInterface
    public interface ScratchStarter {
        /// @param major the major version that is wanted
        /// @param bytes how much it will hold, about
        ScratchServer start(int major, long bytes);
    }

    /// @param environment the environment variables of this process
    public Drill(
            BackupSettings settings,
            Map<String, String> environment,
            ScratchStarter servers,
            Consumer<BackupProgress> listener) {
        this.settings = settings;
        this.restore = new Restore(settings, environment);
        this.servers = servers;
        this.listener = listener;
    }

    /// Tries a backup.
    ///
    /// @param live the schema of the live database, for a backup about which nothing is written
    ///   down; null when it is not at hand
    /// @param next what to name when this one is bad, or null
    public DrillReport run(
            RestoreSource source, @Nullable SchemaMarks live, @Nullable RestoreSource next) {
        Findings findings = new Findings(source, next, settings);
        try {
            String wrong = wrong(source);
            return wrong == null
                    ? restored(source, live, findings)
                    : findings.report(new DrillVerdict.Bad(wrong));
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.BACKUP_INVALID) {
                throw e;
            }
            return findings.report(new DrillVerdict.Bad(String.valueOf(e.getMessage())));
        }
    }

    /// What is wrong with the file, or null.
    static @Nullable String wrong(RestoreSource source) {
        if (source.state() instanceof RestoreSource.State.Bad bad) {
            return bad.why();
        }
        Manifest manifest = source.manifest();
        try {
            return manifest == null || Checksums.of(source.place()).equals(manifest.sha256())
                    ? null
                    : "its SHA-256 is not the one that was written down";
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the backup %s cannot be read".formatted(source.place()),
                    List.of(),
                    e);
        }
    }

    /// How much a restored backup takes, about.
    static long room(RestoreSource source) {
        Manifest manifest = source.manifest();
        return manifest == null ? source.bytes() * UNPACKED : manifest.tableBytes() * 2;
    }

    private DrillReport restored(
            RestoreSource source, @Nullable SchemaMarks live, Findings findings) {
        Archive archive = restore.open(source.place());
        if (archive.list().tablesWithRows() == 0) {
            return findings.report(new DrillVerdict.Bad("it has no rows of any table"));
        }
        Manifest manifest = source.manifest();
        boolean whole = manifest == null || manifest.whole();
        try (ScratchServer server = servers.start(archive.fromMajor(), room(source));
                ScratchDatabase database = restore.database(archive, server)) {
            findings.server = server.description();
            Part part = whole ? Part.ALL : Part.WITHOUT_FOREIGN_KEYS;
            RestoreReport report = restore.into(database, archive, part, listener);
            findings.restored(report);
            long start = System.nanoTime();
            findings.counts = RestoredRows.count(database);
            Came came =
                    whole
                            ? marks(database, report)
                            : schemaAlone(archive, server, report, findings);
            DrillVerdict verdict = compared(manifest, live, came, findings);
            findings.check = Duration.ofNanos(System.nanoTime() - start);
            return findings.report(verdict);
        }
    }

    /// What came back of the schema.
    private record Came(SchemaMarks schema, RestoreReport report) {}

    /// Rows of some tables refer to rows that such a dump has not: its schema is looked at in a
    /// database without any.
    private Came schemaAlone(
            Archive archive, ScratchServer server, RestoreReport rows, Findings findings) {
        findings.notes.add("rows without foreign keys; the schema with them, in another database");
        try (ScratchDatabase other = restore.database(archive, server)) {
            RestoreReport report = restore.into(other, archive, Part.SCHEMA, listener);
            return marks(other, report.with(rows.failures()));
        }
    }

    private static Came marks(ScratchDatabase database, RestoreReport report) {
        return new Came(
                SchemaMarks.of(CatalogReader.on(database.admin(), Duration.ZERO).read()), report);
    }

    private static DrillVerdict compared(
            @Nullable Manifest manifest, @Nullable SchemaMarks live, Came came, Findings findings) {
        if (!came.report().failures().isEmpty()) {
            return new DrillVerdict.Unproved(came.report().failures());
        }
        if (manifest == null) {
            unrecorded(live, came.schema(), findings);
            return new DrillVerdict.Restored();
        }
        List<String> differences = new ArrayList<>(manifest.schema().differences(came.schema()));
        differences.removeIf(line -> moved(line, came.report(), findings));
        differences.addAll(rows(manifest, findings.counts));
        return differences.isEmpty()
                ? new DrillVerdict.Verified()
                : new DrillVerdict.Different(differences);
    }

    /// An extension that only a superuser makes is in schema public here, wherever it was.
    private static boolean moved(String difference, RestoreReport report, Findings findings) {
        for (String name : report.beforehand()) {
            if (difference.equals("extension %s is not the same".formatted(name))) {
                findings.notes.add("extension %s was made in schema public".formatted(name));
                return true;
            }
        }
        return false;
    }

    private static void unrecorded(
            @Nullable SchemaMarks live, SchemaMarks found, Findings findings) {
        findings.notes.add("nothing is recorded about this backup: its own counts stand alone");
        if (live == null) {
            findings.notes.add("no database is named to compare the schema with");
            return;
        }
        List<String> differences = found.differences(live);
        findings.notes.add(
                differences.isEmpty()
                        ? "its schema is the live one"
                        : "since then the live schema changed: "
                                + Sizes.some(differences.stream()));
    }

    private static List<String> rows(Manifest manifest, Map<String, Long> counts) {
        List<String> lines = new ArrayList<>();
        manifest.counts()
                .forEach((table, count) -> {
                    long found = counts.getOrDefault(table, 0L);
                    if (found != count) {
                        lines.add("%s has %,d rows, and had %,d".formatted(table, found, count));
                    }
                });
        return lines;
    }

    /// What is gathered on the way.
    private static final class Findings {
        private final RestoreSource source;
        private final @Nullable RestoreSource next;
        private final BackupSettings settings;
        private final List<String> notes = new ArrayList<>();
        private String server = "";
        private String tool = "";
        private int entries;
        private Duration restore = Duration.ZERO;
        private Duration check = Duration.ZERO;
        private Map<String, Long> counts = new TreeMap<>();

        Findings(RestoreSource source, @Nullable RestoreSource next, BackupSettings settings) {
            this.source = source;
            this.next = next;
            this.settings = settings;
        }

        void restored(RestoreReport report) {
            tool = report.tool();
            entries = report.entries();
            restore = report.took();
        }

        DrillReport report(DrillVerdict verdict) {
            return new DrillReport(
                    source,
                    server,
                    tool,
                    entries,
                    counts,
                    restore,
                    check,
                    Duration.between(source.taken(), Instant.now()),
                    settings.rto(),
                    settings.rpo(),
                    verdict,
                    notes,
                    verdict instanceof DrillVerdict.Bad ? next : null);
        }
    }
}
