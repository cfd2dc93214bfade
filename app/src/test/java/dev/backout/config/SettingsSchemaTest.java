package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.JsonSchema;
import dev.backout.setup.SettingsSchema;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The JSON schema of backout.yaml knows what its reader knows, and nothing else. The reader tells
/// which keys it knew wherever it went; the two sample files lead it everywhere: a block that they
/// do not reach is missing on one side of the comparison.
class SettingsSchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonSchema schema = JsonSchema.of(SettingsSchema.text());

    @Test
    void itKnowsEveryKeyThatIsReadAndNoOther() throws Exception {
        Map<String, Set<String>> known = new TreeMap<>();
        for (Path sample : samples()) {
            SettingsReader.known(sample)
                    .forEach((path, keys) ->
                            known.computeIfAbsent(place(path), _ -> new TreeSet<>()).addAll(keys));
        }
        Map<String, Set<String>> described = new TreeMap<>();
        describe(schema.root(), "", described);
        assertThat(known).isEqualTo(described);
    }

    @Test
    void theSamplesFit() throws Exception {
        for (Path sample : samples()) {
            assertThat(schema.wrong(YAML.readTree(Files.readString(sample)))).isEmpty();
        }
    }

    @Test
    void theExampleOfTheDocumentationFits() throws IOException {
        assertThat(schema.wrong(YAML.readTree(ConfigurationPageTest.example("backout.yaml"))))
                .isEmpty();
    }

    @Test
    void whatIsReadAsAnErrorIsOneForEditorsToo() throws IOException {
        for (String text :
                List.of(
                        "lockTimeot: 1s",
                        "lockTimeout: soon",
                        "environments: {a: {production: true}}",
                        "policy: {nothingUnproved: perhaps}",
                        "environments: {a: {url: x, gates: [{http: {url: x}, sql: {sql: a, expect:"
                                + " 1}}]}}")) {
            assertThat(schema.wrong(YAML.readTree(text))).as(text).isNotEmpty();
        }
    }

    @Test
    void theDocumentationHasTheSameFile() throws IOException {
        Path docs = Path.of(System.getProperty("backout.root", ".."), "docs/backout.schema.json");
        assertThat(docs).hasContent(SettingsSchema.text());
    }

    private static List<Path> samples() throws URISyntaxException {
        List<Path> samples = new ArrayList<>();
        for (String name : List.of("every-setting.yaml", "every-other-setting.yaml")) {
            URL sample = Objects.requireNonNull(SettingsSchemaTest.class.getResource(name));
            samples.add(Path.of(sample.toURI()));
        }
        return samples;
    }

    /// Names of environments and owners do not matter, nor do places in lists.
    private static String place(String path) {
        return path.replaceAll("\\[\\d+]", "[]")
                .replaceAll("^(environments|owners)\\.[^.]+", "$1.*");
    }

    /// The keys of every block, by its place.
    private void describe(JsonNode unresolved, String place, Map<String, Set<String>> found) {
        JsonNode part = schema.resolved(unresolved);
        part.path("properties")
                .properties()
                .forEach(one -> {
                    found.computeIfAbsent(place, _ -> new TreeSet<>()).add(one.getKey());
                    describe(one.getValue(), join(place, one.getKey()), found);
                });
        if (part.path("additionalProperties").isObject()) {
            describe(part.path("additionalProperties"), join(place, "*"), found);
        }
        if (part.has("items")) {
            describe(part.path("items"), place + "[]", found);
        }
    }

    private static String join(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
