package dev.backout.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON or YAML document as plain values. Read from the stream of tokens: loading the binding of
/// Jackson costs more time than a whole `status` may take.
public sealed interface Document {
    /// A block of keys.
    record Fields(Map<String, Document> fields) implements Document {
        Document below(String key) {
            return fields.getOrDefault(key, new Nothing());
        }
    }

    /// A list.
    record Items(List<Document> items) implements Document {}

    /// A text or a number, as it is written.
    record Text(String text) implements Document {}

    /// `true` or `false`.
    record Flag(boolean value) implements Document {}

    /// Nothing: `null`, or a key with nothing behind it.
    record Nothing() implements Document {}

    /// Reads JSON.
    ///
    /// @throws IOException also when the text is not JSON
    static Document json(byte[] bytes) throws IOException {
        return read(new JsonFactory().createParser(bytes));
    }

    /// Reads YAML.
    ///
    /// @throws IOException also when the text is not YAML, or has a key twice
    static Document yaml(String text) throws IOException {
        var factory =
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        return read(factory.createParser(text));
    }

    /// A JSON text of somebody else's; nothing when it is none.
    static Document jsonOrNothing(String text) {
        try {
            return read(new JsonFactory().createParser(text));
        } catch (IOException e) {
            return new Nothing();
        }
    }

    /// The documents of a YAML file of somebody else's, one after the other; none when it is not
    /// YAML, as the templates of a chart.
    static List<Document> yamls(String text) {
        List<Document> documents = new ArrayList<>();
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                documents.add(value(parser));
            }
            return documents;
        } catch (IOException e) {
            return List.of();
        }
    }

    /// The value behind keys, or nothing.
    default Document at(String... keys) {
        Document here = this;
        for (String key : keys) {
            here = here instanceof Fields block ? block.below(key) : new Nothing();
        }
        return here;
    }

    /// All texts in it, however deep.
    default List<String> leaves() {
        return switch (this) {
            case Text(String text) -> List.of(text);
            case Items(List<Document> items) ->
                    items.stream().flatMap(item -> item.leaves().stream()).toList();
            case Fields(Map<String, Document> fields) ->
                    fields.values().stream().flatMap(one -> one.leaves().stream()).toList();
            case Flag _, Nothing _ -> List.of();
        };
    }

    /// The texts of a list; empty when it is none.
    default List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (this instanceof Items list) {
            for (Document item : list.items()) {
                if (item instanceof Text text) {
                    texts.add(text.text());
                }
            }
        }
        return texts;
    }

    private static Document read(JsonParser parser) throws IOException {
        try (parser) {
            return parser.nextToken() == null ? new Nothing() : value(parser);
        }
    }

    private static Document value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_TRUE -> new Flag(true);
            case VALUE_FALSE -> new Flag(false);
            case VALUE_NULL -> new Nothing();
            case VALUE_STRING ->
                    parser.getText().isEmpty() ? new Nothing() : new Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Text(parser.getText());
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    new Nothing();
        };
    }

    private static Document fields(JsonParser parser) throws IOException {
        Map<String, Document> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            fields.put(key, value(parser));
        }
        return new Fields(fields);
    }

    private static Document items(JsonParser parser) throws IOException {
        List<Document> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Items(items);
    }
}
