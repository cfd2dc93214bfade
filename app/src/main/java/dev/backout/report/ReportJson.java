package dev.backout.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journalfile.JournalJson;

import java.time.Instant;

/// A report as JSON: the records as they are, without the draft for people.
///
/// @param sections what is known, and what is not shown of it
record ReportJson(Sections sections) {
    private static final JsonMapper JSON = new JsonMapper();

    String text() {
        Account account = sections.account();
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", "backout-report").put("format", 1);
        root.put("made", account.made().toString());
        root.put("incident", account.incident());
        root.put("database", account.place());
        ObjectNode run = JournalJson.run(account.run());
        Instant ended = account.ended();
        run.put("ended", ended == null ? null : ended.toString());
        root.set("run", run);
        ArrayNode migrations = root.putArray("migrations");
        account.migrations().forEach(one -> migrations.add(migration(one)));
        ArrayNode steps = root.putArray("steps");
        account.steps().forEach(step -> steps.add(step(step)));
        ArrayNode journal = root.putArray("journal");
        account.lines().forEach(line -> journal.add(line(line)));
        root.set("plan", plan());
        return root.toPrettyString() + "\n";
    }

    private ObjectNode migration(Account.Migration migration) {
        ObjectNode node = JSON.createObjectNode().put("name", migration.name());
        Instant applied = migration.applied();
        node.put("applied", applied == null ? null : applied.toString());
        String error = migration.error();
        node.put("error", error == null ? null : sections.mask().message(error));
        return node.put("script", migration.script());
    }

    private static ObjectNode step(NumberedStep step) {
        return JournalJson.step(step);
    }

    private ObjectNode line(JournalLine line) {
        ObjectNode node = JournalJson.line(line);
        node.put("message", sections.mask().message(line.entry().message()));
        if (line.entry().event() == JournalEvent.NOTED) {
            // Numbers of metrics, in our own words: no values of rows.
            return node;
        }
        node.withArray("answers")
                .forEach(answer -> {
                    if (answer instanceof ObjectNode one) {
                        one.put("answer", sections.mask().answer(one.path("answer").asText()));
                    }
                });
        return node;
    }

    private JsonNode plan() {
        try {
            return JSON.readTree(sections.account().file().json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan that was read is JSON", e);
        }
    }
}
