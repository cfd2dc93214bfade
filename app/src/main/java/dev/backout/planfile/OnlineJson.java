package dev.backout.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.plan.OnlineWork;
import dev.backout.vault.merge.Fill;

import java.time.Duration;

/// What a plan does outside of its transaction, to JSON and back.
final class OnlineJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private OnlineJson() {}

    static ObjectNode write(OnlineWork work) {
        ObjectNode node = MAPPER.createObjectNode();
        Duration most = work.most();
        if (most != null) {
            node.put("maxLockMillis", most.toMillis());
        }
        Duration whole = work.whole();
        if (whole != null) {
            node.put("wholeMillis", whole.toMillis());
        }
        node.set("copies", PlanWriter.texts(work.copies()));
        node.set("fills", PlanWriter.array(work.fills(), OnlineJson::fill));
        return node;
    }

    private static ObjectNode fill(Fill fill) {
        ObjectNode node =
                PlanWriter.object(fill.column())
                        .put("capture", fill.capture())
                        .put("rows", fill.rows())
                        .put("place", fill.place())
                        .put("progress", fill.progress())
                        .put("missed", fill.missed());
        node.set(
                "key",
                PlanWriter.array(
                        fill.key(),
                        key ->
                                MAPPER.createObjectNode()
                                        .put("name", key.name())
                                        .put("type", key.type())));
        node.set("batch", PlanWriter.texts(fill.batch()));
        node.set("end", PlanWriter.texts(fill.end()));
        return node;
    }

    static OnlineWork read(PlanReader reader, JsonNode node) {
        return new OnlineWork(
                node.has("maxLockMillis") ? millis(reader, node, "maxLockMillis") : null,
                reader.texts(node, "copies"),
                reader.list(node, "fills", one -> fill(reader, one)),
                node.has("wholeMillis") ? millis(reader, node, "wholeMillis") : null);
    }

    private static Duration millis(PlanReader reader, JsonNode node, String name) {
        return Duration.ofMillis(reader.number(node, name));
    }

    private static Fill fill(PlanReader reader, JsonNode node) {
        return new Fill(
                reader.object(node),
                reader.number(node, "capture"),
                reader.number(node, "rows"),
                reader.text(node, "place"),
                reader.text(node, "progress"),
                reader.text(node, "missed"),
                reader.list(
                        node,
                        "key",
                        key -> new Fill.Key(reader.text(key, "name"), reader.text(key, "type"))),
                reader.texts(node, "batch"),
                reader.texts(node, "end"));
    }
}
