package dev.backout.proofs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A kept proof as JSON and back.
final class KeptProofJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int FORMAT = 2;

    private KeptProofJson() {}

    static byte[] write(KeptProof proof) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("format", FORMAT);
        node.put("name", proof.name());
        node.put("checksum", proof.checksum());
        node.put("major", proof.major());
        node.put("provedAt", proof.provedAt().toString());
        node.put("class", proof.changeClass());
        node.put("proof", proof.proof().name().toLowerCase(Locale.ROOT));
        texts(node, "reasons", proof.reasons());
        node.put("data", proof.data());
        ArrayNode losses = node.putArray("losses");
        for (KeptProof.KeptLoss loss : proof.losses()) {
            losses.addObject()
                    .put("object", loss.object())
                    .put("kind", loss.kind())
                    .put("text", loss.text());
        }
        texts(node, "inverse", proof.inverse());
        node.put("footprint", proof.footprint());
        ArrayNode writes = node.putArray("writes");
        for (Address table : proof.writes()) {
            writes.addObject().put("schema", table.first()).put("table", table.name());
        }
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    /// The proof, or null when this is none of this format.
    static @Nullable KeptProof read(byte[] content) {
        try {
            JsonNode node = MAPPER.readTree(content);
            return node.path("format").asInt() == FORMAT ? proof(node) : null;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // Cut short, edited, or something else altogether: it is proved again.
            return null;
        }
    }

    private static KeptProof proof(JsonNode node) {
        List<KeptProof.KeptLoss> losses = new ArrayList<>();
        for (JsonNode loss : node.required("losses")) {
            losses.add(
                    new KeptProof.KeptLoss(
                            text(loss, "object"), text(loss, "kind"), text(loss, "text")));
        }
        List<Address> writes = new ArrayList<>();
        for (JsonNode table : node.required("writes")) {
            writes.add(Address.of(ObjectKind.TABLE, text(table, "schema"), text(table, "table")));
        }
        return new KeptProof(
                text(node, "name"),
                text(node, "checksum"),
                node.required("major").asInt(),
                Instant.parse(text(node, "provedAt")),
                text(node, "class"),
                KeptProof.Proof.valueOf(text(node, "proof").toUpperCase(Locale.ROOT)),
                texts(node, "reasons"),
                text(node, "data"),
                losses,
                texts(node, "inverse"),
                text(node, "footprint"),
                writes);
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.required(name).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
