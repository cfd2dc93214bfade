package dev.backout.triage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A triage as JSON.
public final class TriageJson {
    private static final JsonMapper JSON = new JsonMapper();

    private TriageJson() {}

    /// One pretty-printed document.
    public static String text(TriageReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("database", report.database());
        root.put("made", report.made().toString());
        root.put("tookMillis", report.took().toMillis());
        report.suspects().forEach(one -> suspect(root.withArray("suspects").addObject(), one));
        root.withArray("suspects");
        texts(root.putArray("openRuns"), report.openRuns());
        ArrayNode tables = root.putArray("tables");
        for (AffectedTable one : report.tables()) {
            tables.addObject()
                    .put("table", one.table().text())
                    .put("rows", one.rows())
                    .put("bytes", one.bytes())
                    .put("owner", one.owner());
        }
        ArrayNode sessions = root.putArray("sessions");
        report.sessions().forEach(one -> session(sessions.addObject(), one));
        ArrayNode queries = root.putArray("queries");
        for (QueryLoad one : report.queries()) {
            queries.addObject()
                    .put("query", one.text())
                    .put("calls", one.calls())
                    .put("meanMillis", one.mean())
                    .put("totalMillis", one.total());
        }
        texts(root.putArray("server"), report.server());
        texts(root.putArray("notRead"), report.unread());
        ArrayNode checklist = root.putArray("checklist");
        for (Check one : report.checklist()) {
            checklist
                    .addObject()
                    .put("what", one.what())
                    .put("state", one.state().name().toLowerCase(Locale.ROOT))
                    .put("text", one.text())
                    .put("command", one.command());
        }
        root.put("next", report.next());
        return root.toPrettyString();
    }

    private static void suspect(ObjectNode node, Suspect one) {
        node.put("migration", one.name());
        node.put("how", one.how());
        node.put("failed", one.failed());
        node.put("since", one.since() == null ? null : one.since().toString());
        node.put("reversible", one.reversible());
        node.put("wayBack", one.wayBack());
        node.put("data", one.data());
        texts(node.putArray("losses"), one.losses());
        texts(node.putArray("kept"), one.kept());
        texts(node.putArray("notes"), one.notes());
    }

    private static void session(ObjectNode node, LiveSession one) {
        node.put("pid", one.pid());
        node.put("application", one.application());
        node.put("role", one.role());
        node.put("state", one.state());
        node.put("transactionSeconds", seconds(one.transaction()));
        node.put("querySeconds", seconds(one.query()));
        node.put("waitsFor", one.waitsFor());
        ArrayNode blockedBy = node.putArray("blockedBy");
        one.blockedBy().forEach(blockedBy::add);
        node.put("query", one.text());
    }

    private static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : Long.valueOf(time.toSeconds());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
