package dev.backout.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// The hash of a JSON document that does not depend on white space and the order of fields: a
/// formatter may pass over a plan file, an editor may not change it.
public final class Canonical {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Canonical() {}

    /// SHA-256 of the document with sorted fields and no white space, in hexadecimal.
    public static String hash(JsonNode document) {
        byte[] text = sorted(document).toString().getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                object.properties()
                        .forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
                ObjectNode copy = MAPPER.createObjectNode();
                copy.setAll(fields);
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = MAPPER.createArrayNode();
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> node;
        };
    }
}
