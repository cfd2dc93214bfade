package dev.backout.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.message.Message.Fact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A JSON document with placeholders in its texts: `{"text": "{{title}}"}`. They are put into the
/// parsed document, so that whatever a message holds stays within its text; and what was put in is
/// not looked at again.
///
/// @param json the document, with the placeholders
public record MessageTemplate(JsonNode json) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final String KIND = "kind";
    private static final String TITLE = "title";
    private static final String TEXT = "text";

    /// Everything that a message holds, each under its own name.
    public static MessageTemplate usual() {
        ObjectNode all = MAPPER.createObjectNode();
        names().forEach(name -> all.put(name, "{{%s}}".formatted(name)));
        return new MessageTemplate(all);
    }

    /// Reads one.
    ///
    /// @throws BackoutException `configuration-invalid` when it is no JSON, or has a placeholder
    ///   that does not exist; the message is half a sentence
    public static MessageTemplate parse(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "is no JSON (line %d, column %d)"
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr()),
                    List.of(
                            "placeholders stand in texts, and are escaped by themselves:"
                                    + " '{\"text\": \"{{title}}\"}'"),
                    e);
        }
        Matcher found = PLACEHOLDER.matcher(json.toString());
        while (found.find()) {
            insistOnKnown(found.group(1));
        }
        return new MessageTemplate(json);
    }

    private static void insistOnKnown(String name) {
        if (!names().contains(name)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "has a placeholder {{%s}} that does not exist".formatted(name),
                    "there are " + String.join(", ", names()));
        }
    }

    /// Every placeholder.
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(KIND, TITLE, TEXT));
        Arrays.stream(Fact.values()).map(Fact::word).forEach(names::add);
        return names;
    }

    /// The document for a message.
    public String filled(Message message) {
        return filled(json, message).toString();
    }

    private static JsonNode filled(JsonNode node, Message message) {
        if (node instanceof ObjectNode fields) {
            ObjectNode filled = MAPPER.createObjectNode();
            fields.properties()
                    .forEach(one -> filled.set(one.getKey(), filled(one.getValue(), message)));
            return filled;
        }
        if (node instanceof ArrayNode items) {
            ArrayNode filled = MAPPER.createArrayNode();
            items.forEach(item -> filled.add(filled(item, message)));
            return filled;
        }
        return node instanceof TextNode text
                ? TextNode.valueOf(filled(text.textValue(), message))
                : node;
    }

    private static String filled(String text, Message message) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), message)));
    }

    private static String value(String name, Message message) {
        return switch (name) {
            case KIND -> message.kind().word();
            case TITLE -> message.title();
            case TEXT -> message.text();
            default ->
                    Arrays.stream(Fact.values())
                            .filter(fact -> fact.word().equals(name))
                            .map(message::fact)
                            .findFirst()
                            .orElse("");
        };
    }
}
