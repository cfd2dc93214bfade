package dev.backout.journalfile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;

import java.time.Duration;

/// Runs, steps and lines of the journal as JSON.
public final class JournalJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JournalJson() {}

    /// A run's record.
    public static ObjectNode run(RunRecord run) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("run", run.id()).put("state", run.state().word());
        node.put("began", run.began().toString());
        Duration took = run.took();
        node.put("tookMillis", took == null ? null : took.toMillis());
        ArrayNode migrations = node.putArray("migrations");
        run.migrations().forEach(migrations::add);
        node.put("databaseUser", run.databaseUser());
        node.put("operator", run.operator().person());
        node.put("ci", run.operator().ci());
        node.put("planHash", run.planHash());
        node.put("incident", run.incident());
        return node;
    }

    /// A step.
    public static ObjectNode step(NumberedStep step) {
        return MAPPER.createObjectNode()
                .put("step", step.number())
                .put("of", step.of())
                .put("title", step.step().title());
    }

    /// A line, with the statements behind it.
    public static ObjectNode line(JournalLine line) {
        JournalEntry entry = line.entry();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("line", line.line()).put("run", line.run());
        node.put("step", entry.step()).put("event", entry.event().word());
        node.put("title", entry.title());
        node.put("at", line.at().toString());
        Duration took = entry.took();
        node.put("tookMillis", took == null ? null : took.toMillis());
        node.put("databaseUser", line.databaseUser());
        node.put("operator", line.operator().person());
        node.put("ci", line.operator().ci());
        node.put("message", entry.message());
        ArrayNode answers = node.putArray("answers");
        for (Answer answer : entry.answers()) {
            answers.addObject()
                    .put("statement", answer.statement())
                    .put("answer", answer.text())
                    .put("tookMillis", answer.took().toMillis());
        }
        return node;
    }
}
