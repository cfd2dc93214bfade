package dev.backout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A JSON schema. Of its language only what ours use is understood: references, type, enum,
/// pattern, numbers, keys, items, anyOf. A key that a block does not describe is wrong, whether or
/// not the schema forbids others.
///
/// @param root the schema
public record JsonSchema(JsonNode root) {
    /// Reads one.
    public static JsonSchema of(String json) {
        try {
            return new JsonSchema(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is wrong with a document, with its place; nothing when it fits.
    public List<String> wrong(JsonNode document) {
        List<String> wrong = new ArrayList<>();
        compare(root, document, "", wrong);
        return wrong;
    }

    /// A part of it, or what it refers to.
    public JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asText();
        return reference.isEmpty() ? part : root.at(reference.substring(1));
    }

    private void compare(JsonNode unresolved, JsonNode value, String place, List<String> wrong) {
        JsonNode part = resolved(unresolved);
        if (!allowed(part, value)) {
            wrong.add("%s is %s".formatted(place, value));
        }
        for (JsonNode name : part.path("required")) {
            if (value.isObject() && !value.has(name.asText())) {
                wrong.add("%s has no %s".formatted(place, name.asText()));
            }
        }
        value.properties()
                .forEach(one -> {
                    JsonNode own = part.path("properties").path(one.getKey());
                    JsonNode described =
                            own.isMissingNode() ? part.path("additionalProperties") : own;
                    if (described.isObject()) {
                        compare(described, one.getValue(), place + "." + one.getKey(), wrong);
                    } else {
                        wrong.add("%s has %s".formatted(place, one.getKey()));
                    }
                });
        if (value.isArray()) {
            value.forEach(item -> compare(part.path("items"), item, place + "[]", wrong));
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
