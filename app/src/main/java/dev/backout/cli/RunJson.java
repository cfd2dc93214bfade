package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.journal.NumberedStep;
import dev.backout.journalfile.JournalJson;
import dev.backout.message.Message;
import dev.backout.run.AbortReport;
import dev.backout.run.Blocker;
import dev.backout.run.RunEvent;
import dev.backout.run.RunReport;

import java.time.Duration;
import java.util.List;

/// What happens in a run, for machines: one object a line, the result last.
final class RunJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RunJson() {}

    /// What happens, with its name as `event`.
    static ObjectNode event(RunEvent event) {
        ObjectNode node = MAPPER.createObjectNode();
        return switch (event) {
            case RunEvent.RunBegins(String run, boolean resumed) ->
                    event("run", node.put("run", run).put("resumed", resumed));
            case RunEvent.StepBegins(NumberedStep step) -> event("step", JournalJson.step(step));
            case RunEvent.Progress(String line) -> event("progress", node.put("line", line));
            case RunEvent.Began(int number, int of) ->
                    event("try", node.put("number", number).put("of", of));
            case RunEvent.Executing(int number, int of, String statement) ->
                    event(
                            "statement",
                            node.put("number", number).put("of", of).put("statement", statement));
            case RunEvent.Blocked(List<Blocker> blockers) -> {
                ArrayNode array = node.putArray("blockers");
                blockers.forEach(one ->
                        array.addObject()
                                .put("pid", one.pid())
                                .put("application", one.application())
                                .put("state", one.state()));
                yield event("blocked", node);
            }
            case RunEvent.Terminated(Blocker blocker, boolean ended) ->
                    event(
                            "terminated",
                            node.put("pid", blocker.pid())
                                    .put("application", blocker.application())
                                    .put("ended", ended));
            case RunEvent.WillRetry(String doing, Duration pause) ->
                    event("retry", node.put("doing", doing).put("pauseMillis", pause.toMillis()));
            case RunEvent.Diagnosed(NumberedStep step, List<String> lines) -> {
                ObjectNode found = JournalJson.step(step);
                add(found.putArray("lines"), lines);
                yield event("diagnosed", found);
            }
            case RunEvent.StepDone(NumberedStep step) -> event("step-done", JournalJson.step(step));
            case RunEvent.Opened(NumberedStep shut) -> event("opened", JournalJson.step(shut));
            case RunEvent.Committed(String run) -> event("committed", node.put("run", run));
        };
    }

    /// A message, with its facts.
    static ObjectNode message(Message message) {
        ObjectNode node =
                MAPPER.createObjectNode()
                        .put("kind", message.kind().word())
                        .put("title", message.title());
        message.facts().forEach((fact, text) -> node.put(fact.word(), text));
        return node;
    }

    /// An object with its name as `event` in front.
    static ObjectNode event(String name, ObjectNode content) {
        ObjectNode node = MAPPER.createObjectNode().put("event", name);
        node.setAll(content);
        return node;
    }

    /// What became of a run that was given up.
    static ObjectNode result(AbortReport report) {
        ObjectNode node = MAPPER.createObjectNode().put("run", report.id());
        add(node.putArray("undone"), report.undone());
        add(node.putArray("kept"), report.kept());
        return event("result", node);
    }

    /// How a run ended.
    ///
    /// @param next what people do next
    static ObjectNode result(RunReport report, List<String> next) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("run", report.id());
        node.put("database", report.database());
        node.put("began", report.began().toString());
        Duration took = report.took();
        node.put("tookMillis", took == null ? null : took.toMillis());
        node.put("tries", report.tries());
        add(node.putArray("migrations"), report.migrations());
        node.put("statements", report.statements());
        node.put("removedRows", report.removedRows());
        add(node.putArray("vault"), report.vault());
        add(node.putArray("deviations"), report.deviations());
        add(node.putArray("changedMeanwhile"), report.changedMeanwhile());
        add(node.putArray("next"), next);
        return event("result", node);
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
