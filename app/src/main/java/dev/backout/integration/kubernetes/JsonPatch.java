package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

/// What has to be sent to make one object of another (RFC 6902). The version that goes along sees
/// to it that places in lists are still the same.
final class JsonPatch {
    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

    private JsonPatch() {}

    /// The operations; empty when nothing differs.
    static ArrayNode between(ObjectNode was, ObjectNode wanted) {
        JsonPatch patch = new JsonPatch();
        patch.objects("", was, wanted);
        return patch.operations;
    }

    /// Makes a patch hold only for that version: the server answers with a conflict otherwise.
    static void only(ArrayNode operations, String version) {
        operations
                .insertObject(0)
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", version);
    }

    private void objects(String path, ObjectNode was, ObjectNode wanted) {
        was.fieldNames()
                .forEachRemaining(name -> {
                    if (!wanted.has(name)) {
                        operation("remove", path, name, null);
                    }
                });
        wanted.properties()
                .forEach(field ->
                        nodes(path, field.getKey(), was.get(field.getKey()), field.getValue()));
    }

    private void nodes(String path, String name, @Nullable JsonNode was, JsonNode wanted) {
        if (wanted.equals(was)) {
            return;
        }
        switch (was) {
            case null -> operation("add", path, name, wanted);
            case ObjectNode before when wanted instanceof ObjectNode after ->
                    objects(path + "/" + escaped(name), before, after);
            case ArrayNode before
                    when wanted instanceof ArrayNode after && before.size() == after.size() -> {
                for (int at = 0; at < after.size(); at++) {
                    nodes(
                            path + "/" + escaped(name),
                            String.valueOf(at),
                            before.get(at),
                            after.get(at));
                }
            }
            default -> operation("replace", path, name, wanted);
        }
    }

    private void operation(String what, String path, String name, @Nullable JsonNode value) {
        ObjectNode operation =
                operations.addObject().put("op", what).put("path", path + "/" + escaped(name));
        if (value != null) {
            operation.set("value", value);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
