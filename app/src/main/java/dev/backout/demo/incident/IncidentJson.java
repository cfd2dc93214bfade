package dev.backout.demo.incident;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The end of the incident for machines.
public final class IncidentJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private IncidentJson() {}

    /// Everything that was counted.
    public static ObjectNode of(IncidentEnd end) {
        ObjectNode node = MAPPER.createObjectNode().put("well", end.well());
        node.put("acknowledged", end.acknowledged()).put("missing", end.missing());
        ArrayNode phases = node.putArray("phases");
        end.phases().forEach(phase -> phases.add(phase(phase)));
        node.set("paused", paused(end.paused()));
        node.putObject("typed")
                .put("commands", end.keyboard().commands())
                .put("confirmations", end.keyboard().confirmations())
                .put("keys", end.keyboard().keys());
        ObjectNode messages = node.putObject("messages");
        end.messages().forEach(messages::put);
        end.shut().forEach(node.putArray("shut")::add);
        end.differences().forEach(node.putArray("differences")::add);
        end.failed().forEach(node.putArray("failedCommands")::add);
        return node.put("ordersBytes", end.size());
    }

    private static ObjectNode phase(Phase phase) {
        ObjectNode node =
                MAPPER.createObjectNode()
                        .put("name", phase.name())
                        .put("millis", phase.took().toMillis())
                        .put("reads", phase.reads())
                        .put("failedReads", phase.failedReads())
                        .put("orders", phase.orders())
                        .put("failedOrders", phase.failedOrders());
        phase.troubles().forEach(node.putArray("troubles")::add);
        return node;
    }

    private static ObjectNode paused(Paused paused) {
        ObjectNode node =
                MAPPER.createObjectNode()
                        .put("millis", paused.took().toMillis())
                        .put("rolloutMillis", paused.rollout().toMillis())
                        .put("nobodyMillis", paused.nobody().toMillis());
        ArrayNode parts = node.putArray("parts");
        paused.parts()
                .forEach(part ->
                        parts.addObject()
                                .put("title", part.title())
                                .put("millis", part.took().toMillis()));
        return node;
    }
}
