package dev.backout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.hazard.Hazard;
import dev.backout.observe.hazard.Hazards;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// `docs/hazards.md` says what the pages of the hazards say. After a change of one, run this test
/// with `-Dbackout.write=true`.
class HazardsPageTest {
    private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/hazards.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Hazards\n\n")
                .append("What `check` warns of, by the id that it prints. ")
                .append("Each example is a test. This page is written by a test.\n");
        Hazards.all().stream()
                .sorted(Comparator.comparing(Hazard::id))
                .forEach(hazard -> text.append(section(hazard)));
        if (Boolean.getBoolean("backout.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(text.toString());
    }

    /// The hazard's page, one level down, its title led by the id.
    private static String section(Hazard hazard) {
        String page = hazard.page().markdown().strip();
        return "\n"
                + page.replaceFirst("# ", "## " + hazard.id() + ": ").replace("\n## ", "\n### ")
                + "\n";
    }
}
