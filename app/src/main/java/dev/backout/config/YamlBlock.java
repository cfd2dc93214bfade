package dev.backout.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of a YAML file that a person wrote, read key by key. What is not understood is an error
/// that names file and key.
final class YamlBlock {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h)");

    private final String file;
    private final String path;
    private final JsonNode node;

    private YamlBlock(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /// The whole file.
    static YamlBlock of(String file, String text) {
        var factory =
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try {
            JsonNode node = new YAMLMapper(factory).readTree(text);
            boolean empty = node == null || node.isMissingNode() || node.isNull();
            var block =
                    new YamlBlock(file, "", empty ? JsonNodeFactory.instance.objectNode() : node);
            return block.checked();
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s%s is not YAML: %s"
                            .formatted(
                                    file,
                                    where,
                                    e.getOriginalMessage().lines().findFirst().orElse("")),
                    List.of(),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory is read without a device", e);
        }
    }

    /// Refuses keys that are none of these.
    YamlBlock only(String... keys) {
        node.fieldNames()
                .forEachRemaining(key -> {
                    if (!List.of(keys).contains(key)) {
                        throw unknown(key, List.of(keys));
                    }
                });
        return this;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /// A block below; empty when the key is not there.
    YamlBlock block(String key) {
        JsonNode below = node.path(key);
        boolean absent = absent(below);
        return new YamlBlock(
                        file, join(key), absent ? JsonNodeFactory.instance.objectNode() : below)
                .checked();
    }

    @Nullable String text(String key) {
        JsonNode value = node.path(key);
        if (absent(value)) {
            return null;
        }
        if (!value.isValueNode()) {
            throw wrong(key, "is a text");
        }
        return value.asText();
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = node.path(key);
        if (absent(value)) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "is true or false");
        }
        return value.asBoolean();
    }

    List<String> texts(String key) {
        JsonNode value = node.path(key);
        if (absent(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(key, "is a list");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /// `500ms`, `3s`, `2m`, `1h`; null when the key is not there.
    @Nullable Duration duration(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(key, "is a time such as 500ms, 3s or 2m, not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /// An error about a key: `backout.yaml: policy.x is true or false`.
    BackoutException wrong(String key, String what) {
        return BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID, "%s: %s %s".formatted(file, join(key), what));
    }

    /// A key with nothing behind it is read as an empty text.
    private static boolean absent(JsonNode value) {
        boolean empty = value.isTextual() && value.asText().isEmpty();
        return value.isMissingNode() || value.isNull() || empty;
    }

    private YamlBlock checked() {
        if (!node.isObject()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    path.isEmpty()
                            ? file + " does not hold settings of the form key: value"
                            : "%s: %s is not a block of settings".formatted(file, path));
        }
        return this;
    }

    private BackoutException unknown(String key, List<String> known) {
        String near = Suggestion.nearest(key, known);
        String all = "known here: " + String.join(", ", known);
        return BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "%s: %s is not a setting".formatted(file, join(key)),
                near == null ? all : "did you mean %s?".formatted(near));
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
