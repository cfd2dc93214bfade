package dev.backout.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The end of the story for machines.
public final class DemoJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private DemoJson() {}

    /// Everything that was found.
    public static ObjectNode of(DemoEnd end) {
        ObjectNode node = MAPPER.createObjectNode().put("restored", end.restored());
        node.set("before", counts(end.before()));
        node.put("ordersDuring", end.during()).put("ordersAfter", end.after());
        node.set("now", counts(end.now()));
        node.put("sameValues", end.sameValues());
        end.differences().forEach(node.putArray("differences")::add);
        return node.put("historyRows", end.historyRows()).put("refusal", end.refusal());
    }

    private static ObjectNode counts(Counts counts) {
        ObjectNode node = MAPPER.createObjectNode();
        for (int i = 0; i < Counts.TABLES.size(); i++) {
            node.put(Counts.TABLES.get(i), counts.all().get(i));
        }
        return node;
    }
}
