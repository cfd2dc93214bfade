package dev.backout.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.ddl.Statement;
import dev.backout.diff.ChangeText;
import dev.backout.observe.Loss;
import dev.backout.observe.StatementObservation;
import dev.backout.observe.hazard.Finding;
import dev.backout.policy.Breach;
import dev.backout.proof.Broken;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.Verdict;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A report as JSON; `docs/check.schema.json` is its schema, and a test holds both together.
public final class CheckJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckJson() {}

    /// The report as one pretty-printed document.
    public static String text(CheckReport report, ReportPaths paths) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode migrations = root.putArray("migrations");
        report.migrations().forEach(migration -> migrations.add(migration(migration, paths)));
        ArrayNode problems = root.putArray("problems");
        report.problems()
                .forEach(problem ->
                        problems.addObject()
                                .put("migration", problem.migration())
                                .put("kind", Words.of(problem.kind()))
                                .put("message", problem.message()));
        root.set("summary", summary(report));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static ObjectNode migration(CheckedMigration migration, ReportPaths paths) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", migration.name());
        node.put("path", paths.shown(migration.path()));
        classification(migration, node);
        node.put("proof", Words.of(migration.proof().verdict()));
        texts(node, "reasons", reasons(migration.proof().verdict()));
        texts(node, "notes", notes(migration.proof().verdict()));
        node.put("data", migration.data() == null ? "unknown" : migration.data().effect().text());
        losses(migration, node);
        node.put("down", Words.of(migration.proof().down()));
        texts(node, "downReasons", downReasons(migration.proof().down()));
        ArrayNode hazards = node.putArray("hazards");
        migration.findings().forEach(finding -> hazards.add(hazard(finding)));
        observed(migration, node);
        texts(node, "inverse", migration.proof().inverse().stream().map(Statement::shown).toList());
        ArrayNode breaches = node.putArray("policy");
        migration.breaches().forEach(breach -> breaches.add(breach(breach)));
        node.set("error", error(migration.proof().broken()));
        return node;
    }

    private static void classification(CheckedMigration migration, ObjectNode node) {
        var classification = migration.classification();
        if (classification == null) {
            node.putNull("class").putNull("risk").putNull("oldAppSafe");
            node.putNull("newAppSafe").putNull("transactional");
            return;
        }
        node.put("class", classification.changeClass().text());
        texts(node, "classReasons", classification.reasons());
        node.put("risk", Words.of(classification.risk()));
        texts(node, "riskReasons", classification.riskReasons());
        node.put("oldAppSafe", classification.oldAppSafe().safe());
        texts(node, "oldAppReasons", classification.oldAppSafe().reasons());
        node.put("newAppSafe", classification.newAppSafe().safe());
        texts(node, "newAppReasons", classification.newAppSafe().reasons());
        node.put("transactional", classification.transactional());
    }

    private static void losses(CheckedMigration migration, ObjectNode node) {
        ArrayNode losses = node.putArray("losses");
        if (migration.data() != null) {
            for (Loss loss : migration.data().losses()) {
                losses.addObject()
                        .put("object", loss.object().text())
                        .put("kind", loss.kind().text())
                        .put("why", loss.why());
            }
            texts(node, "unknown", migration.data().unknown());
        }
    }

    private static void observed(CheckedMigration migration, ObjectNode node) {
        ArrayNode locks = node.putArray("locks");
        var observation = migration.proof().observation();
        if (observation != null) {
            observation
                    .measures()
                    .locks()
                    .forEach((table, mode) ->
                            locks.addObject()
                                    .put("table", table.text())
                                    .put("mode", Words.of(mode)));
            texts(
                    node,
                    "rewrites",
                    observation.measures().rewritten().stream()
                            .map(address -> address.text())
                            .sorted()
                            .toList());
            ArrayNode statements = node.putArray("statements");
            observation.statements().forEach(traced -> statements.add(statement(traced)));
        }
    }

    private static ObjectNode statement(StatementObservation observed) {
        ObjectNode node = JSON.createObjectNode();
        node.put("line", observed.statement().line());
        texts(node, "changes", ChangeText.events(observed.changes()));
        ArrayNode locks = node.putArray("locks");
        observed.measures()
                .locks()
                .forEach((table, mode) ->
                        locks.addObject().put("table", table.text()).put("mode", Words.of(mode)));
        texts(
                node,
                "rewrites",
                observed.measures().rewritten().stream().map(a -> a.text()).toList());
        return node;
    }

    private static ObjectNode hazard(Finding finding) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", finding.hazard());
        node.put("severity", Words.of(finding.severity()));
        node.put("object", finding.object() == null ? null : finding.object().text());
        node.put("message", finding.sentence());
        node.put("line", finding.line());
        return node;
    }

    private static ObjectNode breach(Breach breach) {
        ObjectNode node = JSON.createObjectNode();
        node.put("rule", breach.rule());
        node.put("message", breach.message());
        return node.put("hint", breach.hint());
    }

    private static @Nullable ObjectNode error(@Nullable Broken broken) {
        if (broken == null) {
            return null;
        }
        ObjectNode node = JSON.createObjectNode();
        node.put("sqlState", broken.sqlState());
        node.put("message", broken.message());
        node.put("line", broken.position().line());
        return node.put("column", broken.position().column());
    }

    private static ObjectNode summary(CheckReport report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("passed", report.passed());
        node.put("known", report.known());
        node.put("checked", report.migrations().size());
        node.put("proved", report.proved());
        node.put("refuted", report.count(m -> m.proof().verdict() instanceof Verdict.Refuted));
        node.put("unproved", report.count(m -> m.proof().verdict() instanceof Verdict.Unproved));
        node.put("broken", report.count(m -> !m.runs()));
        node.put("breaches", report.count(m -> !m.breaches().isEmpty()));
        node.put("tablesFilled", report.filled().size());
        texts(
                node,
                "tablesLeftEmpty",
                report.unfilled().stream().map(Address::text).sorted().toList());
        node.put("server", report.server());
        return node.put("milliseconds", report.took().toMillis());
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> List.of();
            case Verdict.Refuted(List<String> differences) -> differences;
            case Verdict.Unproved(List<String> reasons) -> reasons;
        };
    }

    private static List<String> notes(Verdict verdict) {
        return verdict instanceof Verdict.Proved(List<String> notes) ? notes : List.of();
    }

    private static List<String> downReasons(DownVerdict verdict) {
        return switch (verdict) {
            case DownVerdict.Differs(List<String> differences) -> differences;
            case DownVerdict.Fails(String message, var position) ->
                    List.of(position + ": " + message);
            case DownVerdict.Proved(List<String> notes) -> notes;
            case DownVerdict.None none -> List.of();
            case DownVerdict.Empty empty -> List.of();
            case DownVerdict.Refuses(String why) -> List.of(why);
        };
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
