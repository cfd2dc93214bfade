package dev.backout.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.migration.MigrationStatus;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A status as JSON.
public final class StatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    /// The report as one pretty-printed document.
    public static String text(StatusReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("database", report.database());
        root.put("production", report.production());
        root.put("historyTable", report.historyTable());
        root.put("agrees", report.agrees());
        ArrayNode migrations = root.putArray("migrations");
        for (StatusLine line : report.migrations()) {
            MigrationStatus status = line.status();
            ObjectNode node = migrations.addObject();
            node.put("name", status.name());
            node.put("state", status.state().text());
            node.put("edited", status.edited());
            node.put("missingOnDisk", status.missingOnDisk());
            node.put("barred", line.barred());
            texts(node.putArray("notes"), status.notes());
            wayBack(node, line);
            failure(node, line.failure());
        }
        drift(root.putObject("drift"), report.drift());
        root.put("vault", report.vault());
        texts(root.putArray("warming"), report.warming());
        texts(root.putArray("barred"), report.barred());
        texts(root.putArray("unfinished"), report.unfinished());
        texts(root.putArray("shut"), report.shut());
        texts(root.putArray("notes"), report.notes());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }

    private static void wayBack(ObjectNode node, StatusLine line) {
        if (line.applied()) {
            ObjectNode way = node.putObject("wayBack");
            way.put("proof", line.way().proof());
            way.put("data", line.way().data());
            texts(way.putArray("losses"), line.way().losses());
            texts(way.putArray("reasons"), line.way().reasons());
            way.put("stored", line.way().stored());
        } else {
            node.putNull("wayBack");
        }
    }

    private static void failure(ObjectNode node, @Nullable StatusFailure failure) {
        if (failure != null) {
            node.putObject("failure")
                    .put("sqlState", failure.sqlState())
                    .put("error", failure.error())
                    .put("explanation", failure.explanation())
                    .put("query", failure.query());
        }
    }

    private static void drift(ObjectNode node, Drift drift) {
        switch (drift) {
            case Drift.None none -> node.put("compared", true).putArray("differences");
            case Drift.Found(List<String> differences) ->
                    texts(node.put("compared", true).putArray("differences"), differences);
            case Drift.NotCompared(String reason) ->
                    node.put("compared", false).put("reason", reason);
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
