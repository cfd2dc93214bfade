package dev.backout.planfile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.plan.FailureReport;
import dev.backout.plan.OffendingRows;
import dev.backout.plan.Offer;
import dev.backout.plan.Progress;

/// What was found out about a migration that failed, to JSON.
final class FailureJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private FailureJson() {}

    static ObjectNode write(FailureReport failure) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("migration", failure.migration());
        node.put("startedAt", failure.startedAt().toString());
        node.put("sqlState", failure.sqlState());
        node.put("error", failure.error());
        node.set("explanation", PlanWriter.texts(failure.explanation()));
        node.set("rows", PlanWriter.array(failure.rows(), FailureJson::rows));
        node.set("progress", progress(failure.progress()));
        node.set("ways", PlanWriter.array(failure.offers(), FailureJson::offer));
        return node;
    }

    private static ObjectNode rows(OffendingRows rows) {
        return MAPPER.createObjectNode()
                .put("what", rows.what())
                .put("count", rows.count())
                .put("query", rows.query());
    }

    private static ObjectNode offer(Offer offer) {
        return MAPPER.createObjectNode()
                .put("way", offer.way().text())
                .put("possible", offer.possible())
                .put("chosen", offer.chosen())
                .put("text", offer.text());
    }

    private static ObjectNode progress(Progress progress) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (progress) {
            case Progress.Nothing(var uncertain) -> {
                node.put("state", "nothing");
                node.set("uncertain", PlanWriter.texts(uncertain));
            }
            case Progress.Upto(int done, int of, var invalid, var uncertain) -> {
                node.put("state", "part").put("done", done).put("of", of);
                node.set("invalid", PlanWriter.array(invalid, PlanWriter::object));
                node.set("uncertain", PlanWriter.texts(uncertain));
            }
            case Progress.Whole() -> node.put("state", "whole");
            case Progress.Unknown(int nearest, int of, var differences) -> {
                node.put("state", "unknown").put("nearest", nearest).put("of", of);
                node.set("differences", PlanWriter.texts(differences));
            }
        }
        return node;
    }
}
