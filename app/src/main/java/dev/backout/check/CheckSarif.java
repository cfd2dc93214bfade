package dev.backout.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Hazard;
import dev.backout.observe.hazard.Hazards;
import dev.backout.observe.hazard.Severity;
import dev.backout.policy.Breach;
import dev.backout.proof.Broken;

/// A report in SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.
public final class CheckSarif {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckSarif() {}

    /// The report as one document.
    public static String text(CheckReport report, ReportPaths paths) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "2.1.0");
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Backout");
        rules(driver.putArray("rules"));
        ArrayNode results = run.putArray("results");
        for (CheckedMigration migration : report.migrations()) {
            String file = paths.uri(migration.path());
            migration.findings().forEach(finding -> results.add(result(finding, file)));
            migration.breaches().forEach(breach -> results.add(result(breach, file)));
            Broken broken = migration.proof().broken();
            if (broken != null) {
                results.add(
                        result(
                                "does-not-run",
                                "error",
                                broken.message(),
                                file,
                                broken.position().line()));
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static void rules(ArrayNode rules) {
        for (Hazard hazard : Hazards.all()) {
            ObjectNode rule = rules.addObject();
            rule.put("id", hazard.id());
            rule.putObject("shortDescription").put("text", hazard.page().title());
            rule.putObject("fullDescription").put("text", hazard.page().text());
        }
    }

    private static ObjectNode result(Finding finding, String file) {
        return result(
                finding.hazard(),
                level(finding.severity()),
                finding.sentence(),
                file,
                finding.line());
    }

    private static ObjectNode result(Breach breach, String file) {
        return result(
                "policy-" + breach.rule(),
                "error",
                breach.message() + "; " + breach.hint(),
                file,
                1);
    }

    private static ObjectNode result(
            String rule, String level, String message, String file, int line) {
        ObjectNode result = JSON.createObjectNode();
        result.put("ruleId", rule);
        result.put("level", level);
        result.putObject("message").put("text", message);
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", file);
        place.putObject("region").put("startLine", Math.max(1, line));
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
