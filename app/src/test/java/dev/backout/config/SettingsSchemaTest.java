package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.setup.SettingsSchema;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final JsonNode schema = read(SettingsSchema.text());
    private final List<String> wrong = new ArrayList<>();

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itKnowsEveryKeyThatIsReadAndNoOther() throws Exception {
        Map<String, Set<String>> known = new TreeMap<>();
        for (Path sample : samples()) {
            SettingsReader.known(sample)
                    .forEach((path, keys) ->
                            known.computeIfAbsent(place(path), _ -> new TreeSet<>()).addAll(keys));
        }
        Map<String, Set<String>> described = new TreeMap<>();
        describe(schema, "", described);
        assertThat(known).isEqualTo(described);
    }

    @Test
    void theSamplesFit() throws Exception {
        for (Path sample : samples()) {
            JsonNode document = YAML.readTree(Files.readString(sample));
            validate(schema, document, "");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theExampleOfTheDocumentationFits() throws IOException {
        validate(schema, YAML.readTree(ConfigurationPageTest.example("backout.yaml")), "");
        assertThat(wrong).isEmpty();
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
            wrong.clear();
            validate(schema, YAML.readTree(text), "");
            assertThat(wrong).as(text).isNotEmpty();
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

    private JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asText();
        return reference.isEmpty() ? part : schema.at(reference.substring(1));
    }

    /// The keys of every block, by its place.
    private void describe(JsonNode unresolved, String place, Map<String, Set<String>> found) {
        JsonNode part = resolved(unresolved);
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

    /// What of the schema's language is used: type, enum, pattern, numbers, keys, items, anyOf.
    private void validate(JsonNode unresolved, JsonNode value, String place) {
        JsonNode part = resolved(unresolved);
        if (!allowed(part, value)) {
            wrong.add("%s is %s".formatted(place, value));
        }
        part.path("required")
                .forEach(name -> {
                    if (!value.has(name.asText())) {
                        wrong.add("%s has no %s".formatted(place, name));
                    }
                });
        value.properties()
                .forEach(one -> {
                    String key = one.getKey();
                    JsonNode own = part.path("properties").path(key);
                    JsonNode others = part.path("additionalProperties");
                    if (own.isMissingNode() && others.isBoolean() && !others.asBoolean()) {
                        wrong.add("%s has %s".formatted(place, key));
                    }
                    validate(own.isMissingNode() ? others : own, one.getValue(), join(place, key));
                });
        if (value.isArray()) {
            value.forEach(item -> validate(part.path("items"), item, place + "[]"));
        }
    }

    private static boolean allowed(JsonNode part, JsonNode value) {
        boolean any = part.path("anyOf").isEmpty();
        for (JsonNode one : part.path("anyOf")) {
            any |= allowed(one, value);
        }
        return any
                && has(part.path("type"), type(value), value)
                && (part.path("enum").isEmpty() || contains(part.path("enum"), value))
                && (!part.has("pattern") || value.asText().matches(part.path("pattern").asText()))
                && (!part.has("minimum") || value.asLong() >= part.path("minimum").asLong())
                && (!part.has("maximum") || value.asLong() <= part.path("maximum").asLong())
                && (!part.has("maxProperties")
                        || value.size() <= part.path("maxProperties").asInt());
    }

    private static boolean has(JsonNode type, String actual, JsonNode value) {
        if (type.isMissingNode()) {
            return true;
        }
        boolean found =
                type.asText().equals(actual)
                        || (type.asText().equals("number") && value.isNumber());
        for (JsonNode one : type) {
            found |= has(one, actual, value);
        }
        return found;
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber()
                ? "integer"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        boolean found = false;
        for (JsonNode item : array) {
            found |= item.equals(value);
        }
        return found;
    }
}
