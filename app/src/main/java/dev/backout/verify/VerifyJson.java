package dev.backout.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.journalfile.JournalJson;

import java.util.List;

/// The report for machines; `docs/verify.md` describes it.
public final class VerifyJson {
    private VerifyJson() {}

    /// The whole report.
    public static ObjectNode of(VerifyReport report) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.set("run", JournalJson.run(report.run()));
        node.put("database", report.place());
        node.put("good", report.good());
        ArrayNode checks = node.putArray("checks");
        for (Checked one : report.all()) {
            add(one, checks.addObject());
        }
        return node;
    }

    private static void add(Checked one, ObjectNode node) {
        node.put("kind", one.kind().word()).put("about", one.about());
        switch (one.outcome()) {
            case Outcome.Good(String text) -> node.put("outcome", "good").put("text", text);
            case Outcome.Fact(String text) -> node.put("outcome", "fact").put("text", text);
            case Outcome.NotCompared(String why) ->
                    node.put("outcome", "not-compared").put("text", why);
            case Outcome.Wrong(String text, List<String> lines) -> {
                node.put("outcome", "wrong").put("text", text);
                ArrayNode array = node.putArray("lines");
                lines.forEach(array::add);
            }
        }
    }
}
