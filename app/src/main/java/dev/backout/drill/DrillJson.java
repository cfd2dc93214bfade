package dev.backout.drill;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// A drill for machines.
public final class DrillJson {
    private DrillJson() {}

    /// One object.
    public static ObjectNode of(DrillReport report) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("backup", report.source().place().toString());
        node.put("taken", report.source().taken().toString());
        node.put("bytes", report.source().bytes());
        node.put("recorded", report.source().manifest() != null);
        node.put("passed", report.passed());
        node.put("verdict", report.verdict().word());
        details(report.verdict()).forEach(node.putArray("details")::add);
        node.put("server", report.server()).put("tool", report.tool());
        node.put("entries", report.entries()).put("rows", report.rows());
        ObjectNode counts = node.putObject("tables");
        new TreeMap<>(report.counts()).forEach(counts::put);
        node.put("restoreMillis", report.restore().toMillis());
        node.put("checkMillis", report.check().toMillis());
        target(node.putObject("rto"), report.time(), report.rto(), report.inTime());
        target(node.putObject("rpo"), report.age(), report.rpo(), report.youngEnough());
        report.notes().forEach(node.putArray("notes")::add);
        var next = report.next();
        node.put("next", next == null ? null : next.place().toString());
        return node;
    }

    private static void target(
            ObjectNode node, Duration found, @Nullable Duration target, boolean met) {
        node.put("seconds", found.toMillis() / 1000.0);
        if (target == null) {
            node.putNull("targetSeconds").putNull("met");
        } else {
            node.put("targetSeconds", target.toMillis() / 1000.0).put("met", met);
        }
    }

    private static List<String> details(DrillVerdict verdict) {
        return switch (verdict) {
            case DrillVerdict.Verified _, DrillVerdict.Restored _ -> List.of();
            case DrillVerdict.Unproved unproved -> unproved.failures();
            case DrillVerdict.Different different -> different.differences();
            case DrillVerdict.Bad bad -> List.of(bad.why());
        };
    }
}
