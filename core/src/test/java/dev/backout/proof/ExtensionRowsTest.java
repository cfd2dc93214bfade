package dev.backout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.Observation;
import dev.backout.scratch.ScratchPlaces;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The tables that an extension brings along are no objects of their own; their rows go with it all
/// the same, as the jobs of a scheduler do, or the messages of a queue.
class ExtensionRowsTest {
    private static final String CREATE = "CREATE EXTENSION jobs";
    private static final String LOSS = "table public.job: the table is dropped with all its rows";

    @TempDir static Path cache;

    @RegisterExtension
    static final ProofScene SCENE = new ProofScene(ExtensionRowsTest::withOwnPrograms);

    private static ScratchPlaces withOwnPrograms() {
        ScratchPlaces standard = ScratchPlaces.standard();
        return new ScratchPlaces(standard.archives(), cache, standard.runs());
    }

    @BeforeAll
    static void install() throws IOException {
        Path folder = extensions();
        Files.writeString(
                folder.resolve("jobs.control"),
                """
                default_version = '1'
                relocatable = true
                trusted = true
                """);
        Files.writeString(
                folder.resolve("jobs--1.sql"),
                "CREATE TABLE job (id integer PRIMARY KEY, command text);\n");
    }

    @Test
    void droppingItLosesThem() {
        MigrationProof proof = prove(List.of(CREATE), "DROP EXTENSION jobs");
        assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class);
        assertThat(losses(proof)).containsExactly(LOSS);
    }

    @Test
    void makingItAnewLosesThem() {
        MigrationProof proof = prove(List.of(CREATE), "DROP EXTENSION jobs; CREATE EXTENSION jobs");
        assertThat(losses(proof)).containsExactly(LOSS);
    }

    @Test
    void creatingItLosesNothing() {
        MigrationProof proof = prove(List.of(), CREATE);
        assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class);
        assertThat(losses(proof)).isEmpty();
    }

    private static List<String> losses(MigrationProof proof) {
        Observation seen = Objects.requireNonNull(proof.observation());
        return DataVerdict.of(seen).losses().stream().map(Loss::text).toList();
    }

    private static MigrationProof prove(List<String> earlier, String migration) {
        return SCENE.prove(earlier, migration, null);
    }

    /// Where the server looks for extensions.
    private static Path extensions() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.endsWith(Path.of("share/postgresql/extension")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
