package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Hazard;
import dev.backout.observe.hazard.HazardPage;
import dev.backout.observe.hazard.Hazards;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class HazardsTest {
    private static final int MAJOR = Scene.MAJORS.getFirst();

    static List<Hazard> hazards() {
        return Hazards.all();
    }

    @ParameterizedTest
    @MethodSource("hazards")
    void theBadExampleHasTheHazardAndTheGoodOneDoesNot(Hazard hazard) {
        HazardPage page = hazard.page();
        assertThat(found(page.bad())).extracting(Finding::hazard).contains(hazard.id());
        assertThat(found(page.good())).extracting(Finding::hazard).doesNotContain(hazard.id());
    }

    @Test
    void everyHazardHasItsPageAndEveryPageItsHazard() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".md"))
                    .containsExactlyInAnyOrderElementsOf(
                            Hazards.all().stream().map(hazard -> hazard.id() + ".md").toList());
        }
    }

    @Test
    void findingsNameTheLine() {
        String migration =
                "CREATE TABLE tag (id int);\n\n-- old\nALTER TABLE orders\n  DROP COLUMN note;";
        assertThat(found(migration))
                .extracting(Finding::hazard, Finding::line)
                .contains(org.assertj.core.groups.Tuple.tuple("drops-column", 4));
    }

    private static List<Finding> found(String migration) {
        Observation observation = Scene.observe(MAJOR, HazardPage.setup(), migration);
        if (observation.failure() != null) {
            assertThat(observation.failure().sqlState()).isEqualTo("42501");
        }
        return Hazards.in(observation, DataVerdict.of(observation));
    }

    private static Path folder() {
        return Path.of(System.getProperty("backout.root", ".."))
                .resolve("core/src/main/resources/dev/backout/hazards");
    }
}
