package dev.backout.bench;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.HistoryProver;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Subject;
import dev.backout.proof.Verdict;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Proves the migrations of a folder in Prisma's layout, one after the other, without any command
/// around it: for finding out where the time of `check` goes.
public final class ProveFolder {
    private ProveFolder() {}

    /// @param arguments the folder, then optionally the major version of PostgreSQL
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int major = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 18;
        long start = System.nanoTime();
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Embedded(major))) {
            HistoryProver prover =
                    new HistoryProver(
                            server,
                            ScratchOptions.plain(),
                            new PostgresDdl(DdlOptions.of(major)),
                            Runtime.getRuntime().availableProcessors(),
                            false);
            List<Subject> subjects = new ArrayList<>();
            for (Path migration : migrations(folder)) {
                subjects.add(subject(migration));
            }
            List<MigrationProof> proofs = prover.prove(subjects, s -> true, proof -> {});
            proofs.forEach(ProveFolder::print);
            System.out.printf(
                    "%d of %d proved in %.1f s%n",
                    proofs.stream().filter(p -> p.verdict() instanceof Verdict.Proved).count(),
                    proofs.size(),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private static void print(MigrationProof proof) {
        if (!(proof.verdict() instanceof Verdict.Proved)) {
            System.out.println(proof.name() + "\n    " + proof.verdict());
        }
        if (!(proof.down() instanceof DownVerdict.None)) {
            System.out.println(proof.name() + " down: " + proof.down());
        }
    }

    static List<Path> migrations(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> Files.exists(p.resolve("migration.sql"))).sorted().toList();
        }
    }

    private static Subject subject(Path migration) throws IOException {
        Path down = migration.resolve("down.sql");
        return new Subject(
                migration.getFileName().toString(),
                read(migration.resolve("migration.sql")),
                Files.exists(down) ? read(down) : null);
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
