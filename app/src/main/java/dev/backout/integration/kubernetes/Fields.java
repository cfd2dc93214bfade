package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Finds a place in an object. In lists (containers, variables) an item is found by its name.
public final class Fields {
    private Fields() {}

    /// What is there; null when nothing is.
    public static @Nullable JsonNode at(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (String step : path) {
            node = child(node, step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /// Puts something there, or takes away what is there. Places in between are made; an item of a
    /// list stays at its place.
    public static void put(ObjectNode root, List<String> path, @Nullable JsonNode value) {
        if (value == null) {
            remove(root, path);
            return;
        }
        JsonNode node = root;
        for (int at = 0; at < path.size() - 1; at++) {
            JsonNode next = child(node, path.get(at));
            if (next == null && node instanceof ObjectNode object) {
                // Only what lies directly below a list has its name.
                next =
                        at == path.size() - 2 && named(value, path.getLast())
                                ? object.putArray(path.get(at))
                                : object.putObject(path.get(at));
            }
            if (next == null) {
                throw new IllegalStateException("there is no " + path.get(at) + " in the list");
            }
            node = next;
        }
        put(node, path.getLast(), value);
    }

    /// Whether what is there is what was put there: a server may have added fields.
    public static boolean fits(@Nullable JsonNode put, @Nullable JsonNode there) {
        if (put == null || there == null) {
            return put == null && there == null;
        }
        if (put instanceof ObjectNode object) {
            return object.properties().stream()
                    .allMatch(field -> fits(field.getValue(), there.get(field.getKey())));
        }
        return put.equals(there) || (put.isNumber() && put.asText().equals(there.asText()));
    }

    private static boolean named(JsonNode value, String name) {
        return value.isObject() && name.equals(value.path("name").asText());
    }

    private static void put(JsonNode parent, String name, JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(name, value.deepCopy());
            case ArrayNode items -> {
                int index = index(items, name);
                if (index < 0) {
                    items.add(value.deepCopy());
                } else {
                    items.set(index, value.deepCopy());
                }
            }
            default -> throw new IllegalStateException("there is no place for " + name);
        }
    }

    private static void remove(ObjectNode root, List<String> path) {
        List<String> above = path.subList(0, path.size() - 1);
        JsonNode parent = at(root, above);
        if (parent instanceof ObjectNode object) {
            object.remove(path.getLast());
        } else if (parent instanceof ArrayNode items) {
            int index = index(items, path.getLast());
            if (index >= 0) {
                items.remove(index);
            }
            if (items.isEmpty()) {
                remove(root, above);
            }
        }
    }

    private static @Nullable JsonNode child(JsonNode node, String step) {
        JsonNode found;
        if (node instanceof ArrayNode items) {
            int index = index(items, step);
            found = index < 0 ? null : items.get(index);
        } else {
            found = node.get(step);
        }
        return found == null || found.isNull() ? null : found;
    }

    private static int index(ArrayNode items, String name) {
        for (int at = 0; at < items.size(); at++) {
            if (name.equals(items.get(at).path("name").asText())) {
                return at;
            }
        }
        return -1;
    }

    /// A text as JSON has it.
    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
