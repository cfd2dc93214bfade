package dev.backout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.Observation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Objects;

/// What belongs to an extension of the server is a superuser's, and an ordinary role gives away
/// less of it than the same file does elsewhere, with a warning.
class WithheldTest {
    private static final String CREATE = "CREATE EXTENSION pg_trgm";
    private static final String GRANT =
            "GRANT EXECUTE ON FUNCTION similarity(text, text) TO current_user WITH GRANT OPTION";

    @RegisterExtension static final ProofScene SCENE = new ProofScene();

    @Test
    void aFileIsUnprovedAndSoIsOneThatDropsTheExtensionAfterIt() {
        List<MigrationProof> proofs =
                SCENE.proveAll(
                        List.of(
                                CREATE,
                                GRANT,
                                "CREATE TABLE t (id int)",
                                "DROP EXTENSION pg_trgm"));

        assertThat(proofs)
                .extracting(proof -> unmodelled(proof).isEmpty())
                .containsExactly(true, false, true, false);
        assertThat(unmodelled(proofs.getLast()))
                .singleElement()
                .asString()
                .contains("privilege that an ordinary role may not give");
    }

    @Test
    void whereNothingWasWithheldItIsProved() {
        List<MigrationProof> proofs = SCENE.proveAll(List.of(CREATE, "DROP EXTENSION pg_trgm"));

        assertThat(proofs).allSatisfy(proof -> assertThat(unmodelled(proof)).isEmpty());
    }

    private static List<String> unmodelled(MigrationProof proof) {
        Observation observation = Objects.requireNonNull(proof.observation());
        return observation.unmodelled();
    }
}
