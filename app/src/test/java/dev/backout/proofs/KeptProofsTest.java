package dev.backout.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What is kept of earlier proofs, and what is made of damaged files.
class KeptProofsTest {
    private static final String KEY = HistoryKeys.of("1.0", List.of("a", "b")).getLast();
    private static final KeptProof PROOF = proof(17, List.of("DROP TABLE \"a\nb\""));

    @TempDir private Path cache;

    @Test
    void whatWasKeptIsFound() {
        KeptProofs proofs = new KeptProofs(cache);
        assertThat(proofs.find(KEY, 17)).isNull();
        assertThat(proofs.put(KEY, PROOF)).isTrue();
        assertThat(proofs.find(KEY, 17)).isEqualTo(PROOF);
        assertThat(proofs.find(HistoryKeys.of("1.0", List.of("a")).getLast(), 17)).isNull();
        assertThat(proofs.find(HistoryKeys.of("1.1", List.of("a", "b")).getLast(), 17)).isNull();
        assertThat(proofs.find(HistoryKeys.of("1.0", List.of("b", "a")).getLast(), 17)).isNull();
    }

    @Test
    void theProofOfTheSameServerVersionComesFirst() {
        KeptProofs proofs = new KeptProofs(cache);
        proofs.put(KEY, PROOF);
        proofs.put(KEY, proof(18, List.of("DROP TABLE c")));
        assertThat(proofs.find(KEY, 17)).isEqualTo(PROOF);
        assertThat(proofs.find(KEY, 15)).extracting(KeptProof::major).isEqualTo(18);
        assertThat(proofs.exact(KEY, 15)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\0\1\2",
                "{\"format\":1}",
                "{\"format\":2,\"name\":\"m\"}",
                "{\"format\":\"one\"}"
            })
    void aDamagedFileIsAsGoodAsNone(String content) throws IOException {
        KeptProofs proofs = new KeptProofs(cache);
        proofs.put(KEY, PROOF);
        Files.writeString(onlyFile(), content);
        assertThat(proofs.find(KEY, 17)).isNull();
        assertThat(proofs.put(KEY, PROOF)).isTrue();
        assertThat(proofs.find(KEY, 17)).isEqualTo(PROOF);
    }

    @Test
    void aFileThatIsCutShortAnywhereIsAsGoodAsNone() throws IOException {
        KeptProofs proofs = new KeptProofs(cache);
        proofs.put(KEY, PROOF);
        byte[] whole = Files.readAllBytes(onlyFile());
        for (int length = 0; length < whole.length; length++) {
            Files.write(onlyFile(), java.util.Arrays.copyOf(whole, length));
            assertThat(proofs.find(KEY, 17)).as("%d bytes", length).isNull();
        }
    }

    @Test
    void withoutAFolderThatCanBeWrittenNothingIsKept() throws IOException {
        Files.writeString(cache.resolve("proofs"), "a file is in the way");
        KeptProofs proofs = new KeptProofs(cache);
        assertThat(proofs.put(KEY, PROOF)).isFalse();
        assertThat(proofs.find(KEY, 17)).isNull();
    }

    @Test
    void manyMayWriteAndReadAtTheSameTime()
            throws InterruptedException, ExecutionException, IOException {
        KeptProofs proofs = new KeptProofs(cache);
        proofs.put(KEY, PROOF);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<KeptProof>> found = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                found.add(
                        threads.submit(() -> {
                            proofs.put(KEY, PROOF);
                            return proofs.find(KEY, 17);
                        }));
            }
            for (Future<KeptProof> one : found) {
                assertThat(one.get()).isEqualTo(PROOF);
            }
        }
        assertThat(onlyFile()).exists();
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("proofs"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static KeptProof proof(int major, List<String> inverse) {
        return new KeptProof(
                "m",
                "b",
                major,
                Instant.parse("2026-11-21T12:00:00Z"),
                "destructive",
                KeptProof.Proof.PROVED,
                List.of(),
                "lost",
                List.of(new KeptProof.KeptLoss("public.a.b", "dropped-column", "é \"quoted\"")),
                inverse,
                "f00d",
                List.of(Address.of(ObjectKind.TABLE, "public", "a.b")));
    }
}
