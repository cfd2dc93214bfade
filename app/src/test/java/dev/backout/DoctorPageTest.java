package dev.backout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.doctor.Topic;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/// `docs/doctor.md` has a section for every topic, in the order of the topics.
class DoctorPageTest {
    @Test
    void everyTopicHasItsSection() throws IOException {
        List<String> headings =
                Files.readString(ProjectFiles.ROOT.resolve("docs/doctor.md"))
                        .lines()
                        .filter(line -> line.startsWith("### "))
                        .map(line -> line.substring("### ".length()))
                        .toList();
        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(Topic.values()).map(Topic::id).toList());
    }
}
