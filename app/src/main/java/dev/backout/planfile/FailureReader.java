package dev.backout.planfile;

import com.fasterxml.jackson.databind.JsonNode;

import dev.backout.plan.FailureReport;
import dev.backout.plan.OffendingRows;
import dev.backout.plan.Offer;
import dev.backout.plan.Progress;
import dev.backout.plan.Way;

/// JSON to what was found out about a migration that failed.
///
/// @param reader reads single fields
record FailureReader(PlanReader reader) {
    FailureReport failure(JsonNode node) {
        return new FailureReport(
                reader.text(node, "migration"),
                reader.instant(node, "startedAt"),
                reader.text(node, "sqlState"),
                reader.text(node, "error"),
                reader.texts(node, "explanation"),
                reader.list(node, "rows", this::rows),
                progress(reader.field(node, "progress")),
                reader.list(node, "ways", this::offer));
    }

    private OffendingRows rows(JsonNode node) {
        return new OffendingRows(
                reader.text(node, "what"),
                reader.number(node, "count"),
                reader.text(node, "query"));
    }

    private Offer offer(JsonNode node) {
        String name = reader.text(node, "way");
        for (Way way : Way.values()) {
            if (way.text().equals(name)) {
                return new Offer(
                        way,
                        reader.flag(node, "possible"),
                        reader.flag(node, "chosen"),
                        reader.text(node, "text"));
            }
        }
        throw reader.odd("way", "is unknown: " + name);
    }

    private Progress progress(JsonNode node) {
        String state = reader.text(node, "state");
        return switch (state) {
            case "nothing" -> new Progress.Nothing(reader.texts(node, "uncertain"));
            case "part" ->
                    new Progress.Upto(
                            whole(node, "done"),
                            whole(node, "of"),
                            reader.list(node, "invalid", reader::object),
                            reader.texts(node, "uncertain"));
            case "whole" -> new Progress.Whole();
            case "unknown" ->
                    new Progress.Unknown(
                            whole(node, "nearest"),
                            whole(node, "of"),
                            reader.texts(node, "differences"));
            default -> throw reader.odd("state", "is unknown: " + state);
        };
    }

    private int whole(JsonNode node, String name) {
        return Math.toIntExact(reader.number(node, name));
    }
}
